// The page a tablet opens before it trusts this machine: what to install, how, and how to see that it is the right one.
// It goes over plain HTTP, so it holds nothing but this, and the fingerprint is to be compared with the terminal's.
import { createHash } from 'node:crypto';
import { renderSVG } from 'uqr';

export interface Trust {
  /** DER of the clinic's authority. */
  readonly authority: Uint8Array;
  readonly fingerprint: string;
  /** `https://name:port/` where the workstation is. */
  readonly address: string;
}

const STYLE = `:root{color-scheme:light dark;font:17px/1.5 system-ui,sans-serif}
body{max-width:40rem;margin:0 auto;padding:1rem}
h1{font-size:1.5rem;line-height:1.25}h2{font-size:1.15rem;margin-top:2rem}
a.do{display:inline-block;padding:.75rem 1.25rem;border-radius:.5rem;background:#0b5cad;color:#fff;text-decoration:none}
code{font:0.9rem/1.6 ui-monospace,monospace;overflow-wrap:anywhere}
svg{width:12rem;height:12rem}summary{cursor:pointer;padding:.5rem 0;font-weight:600}`;

/** What may stand in the page: its own style and nothing else. */
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** Headers of the page. */
export const TRUST_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': POLICY,
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** Headers of the certificate; under this type every system offers to install it. */
export const CERTIFICATE_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'application/x-x509-ca-cert',
  'content-disposition': 'attachment; filename="cluneal.crt"',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
};

const SYSTEMS: readonly (readonly [string, readonly string[]])[] = [
  [
    'iPad and iPhone',
    [
      'Open this page in Safari, tap the button above and allow the download.',
      'Settings, then “Profile Downloaded” near the top: Install.',
      'Settings, General, About, at the very end Certificate Trust Settings: switch “Cluneal of …” on.',
      'Open the address below in Safari; Share, Add to Home Screen keeps it as an app that also works offline.',
    ],
  ],
  [
    'Android',
    [
      'Tap the button above; the file cluneal.crt is downloaded.',
      'Settings, search for “CA certificate”, Install anyway, choose cluneal.crt.',
      'Open the address below in Chrome; in its menu, Install app.',
    ],
  ],
  [
    'Windows',
    [
      'Press the button above and open cluneal.crt.',
      'Install Certificate, Current User, “Place all certificates in the following store”, Browse, Trusted Root Certification Authorities, Finish, Yes.',
      'Close the browser, open it again and go to the address below.',
    ],
  ],
  [
    'Mac',
    [
      'Press the button above and open cluneal.crt; Keychain Access opens: add it to “login”.',
      'Double-click “Cluneal of …”, open Trust, choose Always Trust.',
      'Go to the address below.',
    ],
  ],
  [
    'Firefox on any system',
    [
      'Settings, Privacy & Security, View Certificates, Authorities, Import: choose cluneal.crt, trust it for websites.',
    ],
  ],
];

const escaped = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** The page as HTML. */
export function trustPage({ fingerprint, address }: Trust): string {
  const systems = SYSTEMS.map(
    ([name, steps]) =>
      `<details><summary>${escaped(name)}</summary><ol>${steps.map((step) => `<li>${escaped(step)}</li>`).join('')}</ol></details>`,
  ).join('\n');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Cluneal: trust this clinic’s machine</title><style>${STYLE}</style></head><body>
<h1>Let this device trust the clinic’s Cluneal</h1>
<p>Cluneal runs on a computer in this clinic, and not on the internet. So that everything between that computer and this
device is encrypted, the device must know the computer’s certificate. This is done once.</p>
<p><a class="do" href="/trust/certificate">Get the certificate</a></p>
<h2>1. Is it the right one?</h2>
<p>The terminal in which Cluneal was started shows the same fingerprint (SHA-256). If it does not, do not install.</p>
<p><code>${escaped(fingerprint)}</code></p>
<h2>2. Install it</h2>
${systems}
<p>The certificate speaks for this clinic’s own names and addresses only: it cannot stand in for any other website.</p>
<h2>3. Open Cluneal</h2>
<p><a href="${escaped(address)}">${escaped(address)}</a></p>
<p>${renderSVG(address, { border: 2, pixelSize: 8 })}</p>
</body></html>
`;
}
