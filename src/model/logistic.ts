/** A linear model of the log-odds. */
export interface Logistic {
  readonly intercept: number;
  /** [columns] */
  readonly weights: readonly number[];
}

/** Rows of standardised columns with their outcomes. */
export interface TrainingRows {
  /** [rows, columns], row-major. */
  readonly x: Float64Array;
  /** 0 or 1. [rows] */
  readonly y: Uint8Array;
  readonly columns: number;
}

/**
 * Logistic regression with an L2 penalty on the weights (not on the intercept), by Newton's method (iteratively reweighted least
 * squares with step halving). `penalty` is in units of rows: the same as sklearn's 1 / C.
 */
export function fitLogistic({ x, y, columns }: TrainingRows, { penalty }: { penalty: number }): Logistic {
  const size = columns + 1;
  const beta = new Float64Array(size);
  const positives = y.reduce((sum, value) => sum + value, 0);
  beta[columns] = Math.log((positives + 0.5) / (y.length - positives + 0.5));
  let loss = lossAt({ x, y, columns }, beta, penalty);
  for (let step = 0; step < 50; step++) {
    const { gradient, hessian } = derive({ x, y, columns }, beta, penalty);
    const direction = solveSymmetric(hessian, gradient, size);
    const next = descend({ x, y, columns }, { beta, direction, loss, penalty });
    const gain = loss - next;
    loss = next;
    if (gain <= 1e-9 * Math.abs(loss)) break;
  }
  return { intercept: beta[columns] ?? 0, weights: [...beta.subarray(0, columns)] };
}

/** Moves `beta` along the Newton direction, halving the step until the loss falls; gives the new loss, or the old one where no step helps. */
function descend(
  rows: TrainingRows,
  { beta, direction, loss, penalty }: { beta: Float64Array; direction: Float64Array; loss: number; penalty: number },
): number {
  const start = Float64Array.from(beta);
  for (let step = 1; step > 1e-4; step /= 2) {
    for (let index = 0; index < beta.length; index++)
      beta[index] = (start[index] ?? 0) - step * (direction[index] ?? 0);
    const next = lossAt(rows, beta, penalty);
    if (next < loss) return next;
  }
  beta.set(start);
  return loss;
}

/** Penalised negative log-likelihood, nats. */
function lossAt({ x, y, columns }: TrainingRows, beta: Float64Array, penalty: number): number {
  let loss = 0;
  for (let index = 0; index < y.length; index++) {
    let logit = beta[columns] ?? 0;
    for (let column = 0; column < columns; column++) logit += (x[index * columns + column] ?? 0) * (beta[column] ?? 0);
    const signed = (y[index] ?? 0) === 1 ? -logit : logit;
    loss += signed > 0 ? signed + Math.log1p(Math.exp(-signed)) : Math.log1p(Math.exp(signed));
  }
  for (let column = 0; column < columns; column++) loss += 0.5 * penalty * (beta[column] ?? 0) ** 2;
  return loss;
}

function derive({ x, y, columns }: TrainingRows, beta: Float64Array, penalty: number) {
  const size = columns + 1;
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  const row = new Float64Array(size).fill(1);
  for (let index = 0; index < y.length; index++) {
    row.set(x.subarray(index * columns, (index + 1) * columns));
    const p = 1 / (1 + Math.exp(-dot(row, beta)));
    const slope = p - (y[index] ?? 0);
    for (let one = 0; one < size; one++) gradient[one] = (gradient[one] ?? 0) + slope * (row[one] ?? 0);
    addOuter(hessian, row, Math.max(1e-9, p * (1 - p)));
  }
  for (let column = 0; column < columns; column++) {
    gradient[column] = (gradient[column] ?? 0) + penalty * (beta[column] ?? 0);
    hessian[column * size + column] = (hessian[column * size + column] ?? 0) + penalty;
  }
  return { gradient, hessian };
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < one.length; index++) sum += (one[index] ?? 0) * (other[index] ?? 0);
  return sum;
}

/** Adds weight x row row' to the lower triangle. */
function addOuter(matrix: Float64Array, row: Float64Array, weight: number): void {
  const size = row.length;
  for (let one = 0; one < size; one++) {
    const scaled = weight * (row[one] ?? 0);
    const start = one * size;
    for (let other = 0; other <= one; other++) {
      matrix[start + other] = (matrix[start + other] ?? 0) + scaled * (row[other] ?? 0);
    }
  }
}

/** Solves A d = g for a symmetric positive definite A whose lower triangle is given, by Cholesky; the diagonal is lifted where A is nearly singular. */
function solveSymmetric(a: Float64Array, g: Float64Array, size: number): Float64Array {
  const factor = factorise(a, size);
  const at = (row: number, column: number) => factor[row * size + column] ?? 0;
  const solution = Float64Array.from(g);
  for (let row = 0; row < size; row++) {
    let sum = solution[row] ?? 0;
    for (let k = 0; k < row; k++) sum -= at(row, k) * (solution[k] ?? 0);
    solution[row] = sum / at(row, row);
  }
  for (let row = size - 1; row >= 0; row--) {
    let sum = solution[row] ?? 0;
    for (let k = row + 1; k < size; k++) sum -= at(k, row) * (solution[k] ?? 0);
    solution[row] = sum / at(row, row);
  }
  return solution;
}

function factorise(a: Float64Array, size: number): Float64Array {
  const factor = Float64Array.from(a);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = factor[row * size + column] ?? 0;
      for (let k = 0; k < column; k++) sum -= (factor[row * size + k] ?? 0) * (factor[column * size + k] ?? 0);
      const diagonal = factor[column * size + column] ?? 1;
      factor[row * size + column] = row === column ? Math.sqrt(Math.max(1e-9, sum)) : sum / diagonal;
    }
  }
  return factor;
}

/** Probability of each row. [rows] */
export function predictLogistic({ intercept, weights }: Logistic, x: Float64Array): Float64Array {
  const columns = weights.length;
  const rows = columns === 0 ? 0 : x.length / columns;
  const p = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    let logit = intercept;
    for (let column = 0; column < columns; column++) logit += (x[row * columns + column] ?? 0) * (weights[column] ?? 0);
    p[row] = 1 / (1 + Math.exp(-logit));
  }
  return p;
}
