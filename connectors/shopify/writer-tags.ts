import { z } from 'zod';
import type { TagChange, WriteOutcome } from '../contract.ts';
import type { ShopifyClient } from './client.ts';
import { tagChangesPerWrite, tagsMutation } from './write-queries.ts';
import { customerGid, mutateOnce, piecesOf, refusedWith, unknownOutcome } from './writer-client.ts';

const changeReply = z.object({ userErrors: z.array(z.object({ message: z.string() })) }).nullish();
const tagsReply = z.record(z.string(), changeReply);

/** Gives and takes tags, several changes in one request, each of them for itself. An outcome for each, in order. */
export async function changeTags(client: ShopifyClient, changes: readonly TagChange[]): Promise<WriteOutcome[]> {
  const outcomes: WriteOutcome[] = [];
  for (const piece of piecesOf(changes, tagChangesPerWrite)) {
    const answer = await mutateOnce(client, {
      operation: `push-tags:${piece.length}`,
      text: tagsMutation(piece.map(({ change }) => change)),
      variables: Object.fromEntries(
        piece.flatMap(({ id, tags }, index) => [
          [`id${index}`, customerGid(id)],
          [`tags${index}`, tags],
        ]),
      ),
      reply: tagsReply,
    });
    outcomes.push(...piece.map((_, index) => outcomeOf(answer?.[`t${index}`])));
  }
  return outcomes;
}

function outcomeOf(answer: z.infer<typeof changeReply>): WriteOutcome {
  if (!answer) return unknownOutcome;
  const [error] = answer.userErrors;
  return error === undefined ? { kind: 'done' } : refusedWith(error.message);
}
