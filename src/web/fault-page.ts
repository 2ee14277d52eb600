import { ConfigError, type ErrorCode, PatronError, RetryableError } from '../domain/errors.ts';
import { html } from './escape.ts';
import type { Page } from './layout.ts';

const statuses: Readonly<Partial<Record<ErrorCode, 404 | 503>>> = {
  'customer-unknown': 404,
  'model-missing': 404,
  'no-data': 404,
  'store-busy': 503,
};

/** What could not be done and what to do about it. Never a trace: of a fault that is not Patron's to explain, only that there was one. */
export function faultPage(error: unknown): Page {
  const known = error instanceof PatronError;
  const message = known ? error.message : 'Patron met a fault of its own.';
  const hint = known ? error.hint : 'Try again. If it stays so, please report what the terminal says.';
  return {
    title: 'That did not work',
    status: statusOf(error),
    main: html`<h1>${message}</h1>\n<p>${hint}</p>`,
  };
}

function statusOf(error: unknown): 400 | 404 | 500 | 503 {
  if (!(error instanceof PatronError)) return 500;
  if (error instanceof RetryableError) return 503;
  return statuses[error.code] ?? (error instanceof ConfigError ? 400 : 500);
}

/** There is no such page. */
export function missingPage(): Page {
  return {
    title: 'No such page',
    status: 404,
    main: html`<h1>There is no such page.</h1>\n<p>Go to <a href="/">Today</a>, <a href="/people">People</a> or the <a href="/backtest">Backtest</a>.</p>`,
  };
}
