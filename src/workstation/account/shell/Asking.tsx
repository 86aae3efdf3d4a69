// The moment before the server has said who is here: nothing, then words.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

const QUIET_MS = 400;

export function Asking() {
  const { t } = useTranslation();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), QUIET_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <main className="loading">
      <p role="status">{late ? t('people.loading') : ''}</p>
    </main>
  );
}
