import type { Patron } from '../../src/patron.ts';

/** A Patron of which a test gives only the use-cases that it expects to be called; any other fails the test that calls it. */
export function fakePatron(given: Partial<Patron>): Patron {
  const refuse = (name: string) => (): Promise<never> => Promise.reject(new Error(`Nobody expected ${name}() here.`));
  return {
    demo: refuse('demo'),
    importFiles: refuse('importFiles'),
    sync: refuse('sync'),
    duplicates: refuse('duplicates'),
    quality: refuse('quality'),
    train: refuse('train'),
    evaluate: refuse('evaluate'),
    predictPropensity: refuse('predictPropensity'),
    segments: refuse('segments'),
    explain: refuse('explain'),
    ask: refuse('ask'),
    questions: refuse('questions'),
    digest: refuse('digest'),
    sendDigest: refuse('sendDigest'),
    watch: refuse('watch'),
    alert: refuse('alert'),
    exportTable: refuse('exportTable'),
    models: refuse('models'),
    backtest: refuse('backtest'),
    tag: refuse('tag'),
    rules: refuse('rules'),
    push: refuse('push'),
    decidePush: refuse('decidePush'),
    pushes: refuse('pushes'),
    undoPush: refuse('undoPush'),
    standingPush: refuse('standingPush'),
    pushCard: refuse('pushCard'),
    verifyAudit: refuse('verifyAudit'),
    people: refuse('people'),
    personOf: refuse('personOf'),
    shop: refuse('shop'),
    close: refuse('close'),
    ...given,
  };
}
