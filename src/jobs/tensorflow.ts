import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import type { TfChoice } from '../config.ts';

/** Backends of TensorFlow.js as it calls them. */
type Backend = 'tensorflow' | 'wasm' | 'cpu';

/**
 * Makes a TensorFlow.js backend ready and gives its name. `auto` takes the native one where `@tensorflow/tfjs-node` is installed and loads, then
 * WebAssembly, then plain JavaScript; a backend that was asked for by name but fails gives way to the next one as well.
 */
export async function readyTensorFlow(choice: TfChoice): Promise<Backend> {
  tf.enableProdMode(); // keeps TensorFlow.js from advertising its native package on our output
  if ((choice === 'auto' || choice === 'node') && (await loadNative()) && (await isReady('tensorflow')))
    return 'tensorflow';
  if (choice !== 'cpu') {
    const folder = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));
    setWasmPaths(join(folder, '/'));
    if (await isReady('wasm')) return 'wasm';
  }
  await isReady('cpu');
  return 'cpu';
}

async function loadNative(): Promise<boolean> {
  const name = '@tensorflow/tfjs-node'; // a name in a variable: the package is optional and most often absent
  try {
    await import(name);
    return true;
  } catch {
    return false;
  }
}

async function isReady(backend: Backend): Promise<boolean> {
  try {
    return (await tf.setBackend(backend)) && tf.getBackend() === backend;
  } catch {
    return false;
  }
}
