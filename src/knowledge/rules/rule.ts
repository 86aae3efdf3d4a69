import { type Folder, type KnowledgeError, type KnowledgeFiles } from '../parse.js';

/** One thing a linter can see. Returns every place it is broken; none when it holds. */
export type Rule = (files: KnowledgeFiles, root: Folder) => readonly KnowledgeError[];
