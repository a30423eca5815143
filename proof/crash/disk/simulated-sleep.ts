/** Time goes by at once. */
export const sleep = (): void => undefined;
