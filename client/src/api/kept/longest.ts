/** How long the server's answers are kept on a device, in ms: what was not asked for in 30 days is gone. */
export const LONGEST = 30 * 24 * 3_600_000;
