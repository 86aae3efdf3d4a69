// A QR code for a terminal: two rows of it in one line of characters.
import { renderUnicodeCompact as render } from 'uqr';

/** Lines of half blocks; dark on light, whatever the terminal's colours are. */
export const renderUnicodeCompact = (text: string): string => render(text, { border: 2 });
