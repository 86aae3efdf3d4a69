// The code of a person who was invited: to copy, to hand over, to print. It is shown this once.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/Dialog.js';
import { useHere } from '../session-context.js';

export interface Invited {
  readonly name: string;
  readonly login: string;
  readonly code: string;
}

export function InvitationSlip({ invited, onClose }: { readonly invited: Invited; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const clinic = useHere().state?.clinicName ?? '';
  const [copied, setCopied] = useState<'code' | 'link' | 'failed' | null>(null);
  const link = `${location.origin}/#/accept?code=${encodeURIComponent(invited.code)}`;
  const copy = (what: 'code' | 'link') =>
    void navigator.clipboard
      ?.writeText(what === 'code' ? invited.code : link)
      .then(() => setCopied(what))
      .catch(() => setCopied('failed'));
  return (
    <Dialog title={t('slip.title', { name: invited.name })} closeLabel={t('slip.close')} onClose={onClose}>
      <p className="lede">{t('slip.once')}</p>
      <section className="slip" aria-labelledby="slip-for">
        <p className="print-only" data-pack="">
          {clinic}
        </p>
        <h3 id="slip-for">
          {t('slip.for')} <span data-pack="">{invited.name}</span>
        </h3>
        <dl>
          <div>
            <dt>{t('login.label')}</dt>
            <dd data-pack="">{invited.login}</dd>
          </div>
          <div>
            <dt>{t('accept.code')}</dt>
            <dd className="slip__code" data-pack="">
              {invited.code}
            </dd>
          </div>
          <div>
            <dt>{t('slip.link')}</dt>
            <dd className="slip__link" data-pack="">
              {link}
            </dd>
          </div>
        </dl>
        <p className="small">{t('slip.how')}</p>
      </section>
      <p className="entrance__verbs">
        <button type="button" className="button button--main" onClick={() => copy('link')}>
          {t(copied === 'link' ? 'slip.copied' : 'slip.copyLink')}
        </button>
        <button type="button" className="button" onClick={() => copy('code')}>
          {t(copied === 'code' ? 'slip.copied' : 'slip.copyCode')}
        </button>
        <button type="button" className="button" onClick={() => print()}>
          {t('slip.print')}
        </button>
      </p>
      <p className="small" role="status">
        {copied === 'failed' ? t('slip.copyFailed') : copied ? t('slip.copiedSaid') : ''}
      </p>
    </Dialog>
  );
}
