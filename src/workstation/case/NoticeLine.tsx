// Shows the notice where the case is; errors name the case, the field, the value and the mend.
import { useTranslation } from 'react-i18next';
import { PackText } from '../ui/PackText.js';
import { useWorkspaceStore } from './case-context.js';
import { type FileProblem } from './case-file.js';
import { useNotice } from './notice.js';

export function NoticeLine() {
  const { t } = useTranslation();
  const store = useWorkspaceStore();
  const [notice, show] = useNotice();
  if (!notice) return <div role="status" className="notice-place" />;
  const dismiss = (
    <button type="button" className="link-button" onClick={() => show(null)}>
      {t('file.dismiss')}
    </button>
  );
  if (notice.type === 'refused') {
    return (
      <div role="alert" className="notice notice--wrong">
        <p>
          <strong>{t('file.failed', { file: notice.file })}</strong>
        </p>
        <ul>
          {notice.problems.map((p) => (
            <li key={JSON.stringify(p)}>
              <Problem problem={p} />
            </li>
          ))}
        </ul>
        {dismiss}
      </div>
    );
  }
  return (
    <div role="status" className="notice">
      {notice.type === 'erased'
        ? t('file.erased', { name: notice.name })
        : t('file.imported', { count: notice.count, file: notice.file })}{' '}
      {notice.type === 'erased' && (
        <button
          type="button"
          className="link-button"
          onClick={() => {
            store.undo();
            show(null);
          }}
        >
          {t('file.undo')}
        </button>
      )}{' '}
      {dismiss}
    </div>
  );
}

function Problem({ problem }: { readonly problem: FileProblem }) {
  const { t } = useTranslation();
  if (problem.type === 'not-loaded') return t('file.notLoaded');
  if (problem.type === 'too-big') return t('file.tooBig');
  if (problem.type === 'not-text')
    return problem.line === undefined
      ? t('file.notTextAnywhere')
      : t('file.notText', { line: problem.line, column: problem.column ?? 1 });
  const { error } = problem;
  return (
    <>
      {error.case && (
        <strong>
          {error.field
            ? t('file.where', { case: error.case, field: error.field })
            : t('file.whereCase', { case: error.case })}{' '}
        </strong>
      )}
      <PackText>{error.message}</PackText>
    </>
  );
}
