// Light, dark, or as the system says; kept in this browser.
import { useEffect, useState } from 'react';

export type Theme = 'system' | 'light' | 'dark';
/** Message that names each. */
export const THEME_NAME = { system: 'bar.themeSystem', light: 'bar.themeLight', dark: 'bar.themeDark' } as const;
const KEPT_UNDER = 'cluneal.theme';
const ORDER: readonly Theme[] = ['system', 'light', 'dark'];

function kept(): Theme {
  try {
    const found = localStorage.getItem(KEPT_UNDER);
    return ORDER.find((t) => t === found) ?? 'system';
  } catch {
    return 'system';
  }
}

export function useTheme(): readonly [Theme, () => void] {
  const [theme, setTheme] = useState(kept);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
    try {
      localStorage.setItem(KEPT_UNDER, theme);
    } catch {
      // A browser that keeps nothing still shows the theme.
    }
  }, [theme]);
  return [theme, () => setTheme(ORDER[(ORDER.indexOf(theme) + 1) % ORDER.length]!)];
}
