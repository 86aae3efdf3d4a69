// Writing cases to files, reading them back, and erasing one: the verbs behind the buttons.
import { useTranslation } from 'react-i18next';
import { useKnowledge } from '../evidence/knowledge-context.js';
import { fetchAnatomy } from '../evidence/packs.js';
import { useWorkspaceStore } from './case-context.js';
import { draftsFromText, fileNameOf, textOfCases } from './case-file.js';
import { type Draft } from './draft.js';
import { useNotice } from './notice.js';

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/yaml' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export function useCaseFiles() {
  const { t } = useTranslation();
  const store = useWorkspaceStore();
  const { knowledge } = useKnowledge();
  const [, show] = useNotice();
  const nameOf = (d: Draft) => d.title.trim() || t('patient.untitled');
  return {
    nameOf,
    exportCases: async (drafts: readonly Draft[]) => {
      const name = drafts.length === 1 ? fileNameOf(nameOf(drafts[0]!)) : 'cases.yaml';
      try {
        download(name, await textOfCases(drafts, nameOf));
      } catch {
        show({ type: 'refused', file: name, problems: [{ type: 'not-loaded' }] });
      }
    },
    openFile: async (file: File) => {
      const read = await draftsFromText(await file.text(), knowledge, store.newId, store.now(), fetchAnatomy);
      if (!read.ok) return show({ type: 'refused', file: file.name, problems: read.problems });
      store.add(read.drafts, read.drafts[0]!.id);
      show({ type: 'opened', count: read.drafts.length, file: file.name });
    },
    eraseCase: (d: Draft) => {
      store.erase(d.id);
      show({ type: 'erased', name: nameOf(d) });
    },
  };
}
