/** Name of the state folder in a repository. */
export const stateFolderName = '.codex-autorunner';
