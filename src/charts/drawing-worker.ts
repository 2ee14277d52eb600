import { parentPort } from 'node:worker_threads';
import { type Drawing, drawHere } from './draw-here.ts';

/** What comes back for a drawing: the picture, nothing where the font lacks a letter, or why it failed. */
export interface Drawn {
  readonly id: number;
  readonly png?: Uint8Array;
  readonly failure?: string;
}

// Entry of the drawing thread: drawings come as messages with a number, and go back with it.
parentPort?.on('message', ({ id, drawing }: { id: number; drawing: Drawing }) => {
  void drawn(id, drawing).then((result) => parentPort?.postMessage(result));
});

async function drawn(id: number, drawing: Drawing): Promise<Drawn> {
  try {
    const png = await drawHere(drawing);
    return png ? { id, png } : { id };
  } catch (error) {
    return { id, failure: error instanceof Error ? error.message : String(error) };
  }
}
