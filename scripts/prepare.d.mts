/** Whether `dist` is there, and not older than what it is made from. */
export function isBuilt(): boolean;
