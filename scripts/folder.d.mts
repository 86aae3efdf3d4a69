export function folderOf(root: string): {
  read(path: string): string;
  list(path: string): string[];
  all(): string[];
};
