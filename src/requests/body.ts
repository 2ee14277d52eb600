/** A body that was read, or why it was not. */
export type ReadBody = Uint8Array | 'too-large' | 'too-slow';

/**
 * Reads a request's body as the raw bytes that were signed, and no further than `mostBytes` (a longer one is refused by its announced length before
 * anything is read) nor longer than `deadlineMs`.
 */
export async function readBody(
  request: Request,
  { mostBytes, deadlineMs }: { mostBytes: number; deadlineMs: number },
): Promise<ReadBody> {
  if (Number(request.headers.get('content-length') ?? 0) > mostBytes) return 'too-large';
  if (!request.body) return new Uint8Array();
  const reader = request.body.getReader();
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<'too-slow'>((resolve) => {
    timer = setTimeout(() => resolve('too-slow'), deadlineMs);
  });
  try {
    const body = await Promise.race([readAll(reader, mostBytes), deadline]);
    if (typeof body === 'string') reader.cancel().catch(() => {});
    return body;
  } finally {
    clearTimeout(timer);
  }
}

async function readAll(reader: ReadableStreamDefaultReader<Uint8Array>, mostBytes: number): Promise<ReadBody> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks);
    bytes += value.byteLength;
    if (bytes > mostBytes) return 'too-large';
    chunks.push(value);
  }
}
