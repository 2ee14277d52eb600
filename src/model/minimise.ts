/** Where a minimisation ended. */
export interface Minimum {
  readonly at: readonly number[];
  readonly value: number;
  readonly steps: number;
  readonly converged: boolean;
}

/** Limits of a minimisation. */
export interface MinimiseOptions {
  readonly maxSteps: number;
  /** Stops when the values of the simplex differ by less than this, relative to their size. */
  readonly tolerance: number;
  /** Size of the first simplex along each axis. */
  readonly size: number;
}

const defaults: MinimiseOptions = { maxSteps: 2000, tolerance: 1e-10, size: 0.5 };

interface Vertex {
  at: number[];
  value: number;
}

/** Minimises a smooth function of a few parameters without derivatives: the simplex of Nelder & Mead (1965). A value that is not finite counts as a wall. */
export function minimise(
  target: (at: readonly number[]) => number,
  start: readonly number[],
  options: Partial<MinimiseOptions> = {},
): Minimum {
  const { maxSteps, tolerance, size } = { ...defaults, ...options };
  const measure = (at: number[]): Vertex => {
    const value = target(at);
    return { at, value: Number.isFinite(value) ? value : Number.MAX_VALUE };
  };
  const simplex = [measure([...start])];
  for (let axis = 0; axis < start.length; axis++) {
    simplex.push(measure(start.map((value, index) => (index === axis ? value + size : value))));
  }
  let steps = 0;
  let converged = false;
  while (steps < maxSteps && !converged) {
    simplex.sort((one, other) => one.value - other.value);
    const [best, worst] = [simplex[0], simplex.at(-1)];
    if (!best || !worst) break;
    converged = Math.abs(worst.value - best.value) <= tolerance * (Math.abs(best.value) + tolerance);
    if (!converged) improve(simplex, measure);
    steps++;
  }
  simplex.sort((one, other) => one.value - other.value);
  const best = simplex[0] ?? measure([...start]);
  return { at: best.at, value: best.value, steps, converged };
}

/** One step on a sorted simplex: reflect, expand, contract or shrink. */
function improve(simplex: Vertex[], measure: (at: number[]) => Vertex): void {
  const last = simplex.length - 1;
  const [best, second, worst] = [simplex[0], simplex[last - 1], simplex[last]];
  if (!best || !second || !worst) return;
  const centre = best.at.map((_, axis) => {
    let sum = 0;
    for (let index = 0; index < last; index++) sum += simplex[index]?.at[axis] ?? 0;
    return sum / last;
  });
  const towards = (factor: number) =>
    measure(centre.map((value, axis) => value + factor * ((worst.at[axis] ?? 0) - value)));
  const reflected = towards(-1);
  if (reflected.value < best.value) {
    const expanded = towards(-2);
    simplex[last] = expanded.value < reflected.value ? expanded : reflected;
    return;
  }
  if (reflected.value < second.value) {
    simplex[last] = reflected;
    return;
  }
  const contracted = towards(reflected.value < worst.value ? -0.5 : 0.5);
  if (contracted.value < Math.min(reflected.value, worst.value)) {
    simplex[last] = contracted;
    return;
  }
  for (let index = 1; index <= last; index++) {
    const vertex = simplex[index];
    if (vertex) simplex[index] = measure(vertex.at.map((value, axis) => (value + (best.at[axis] ?? 0)) / 2));
  }
}
