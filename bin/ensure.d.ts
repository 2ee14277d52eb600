/** Refuses a Node that is too old. */
export function ensureNode(version?: string): void;
/** Installs the dependencies where they are missing or the lockfile has changed; see ensure.js. */
export function ensureInstall(
  root: URL,
  run?: (args: string[], folder: string) => { status: number | null; output: string },
): 'ci' | 'install' | 'none';
/** Compiles the sources where they have changed; gives whether it did. */
export function ensureBuild(root: URL): boolean;
