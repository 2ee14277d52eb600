/** Lower end of the Wilson interval (1927) of a share, `z` standard normal deviations wide on its side: what a share of few cases is at least, for sure enough. */
export function wilsonLow(successes: number, trials: number, z: number): number {
  if (trials <= 0) return 0;
  const share = successes / trials;
  const square = z * z;
  const centre = share + square / (2 * trials);
  const spread = z * Math.sqrt((share * (1 - share)) / trials + square / (4 * trials * trials));
  return Math.max(0, (centre - spread) / (1 + square / trials));
}
