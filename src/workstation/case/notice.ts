// The one line that says what just happened to a case: erased (with a way back), opened, or why a file was refused.
import { createContext, use } from 'react';
import { type FileProblem } from './case-file.js';

export type Notice =
  | { readonly type: 'erased'; readonly name: string }
  | { readonly type: 'opened'; readonly count: number; readonly file: string }
  | { readonly type: 'refused'; readonly file: string; readonly problems: readonly FileProblem[] };

export const NoticeContext = createContext<readonly [Notice | null, (n: Notice | null) => void]>([null, () => {}]);
export const useNotice = () => use(NoticeContext);
