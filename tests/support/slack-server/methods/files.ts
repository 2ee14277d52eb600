import type { Methods } from '../method.ts';
import { invalidArguments, Refusal } from '../refusal.ts';
import { type Fields, fieldsOf, textOf } from '../values.ts';
import { freshId, type StoredFile } from '../world.ts';

/** Methods of an upload: ask for an address, send the bytes there, say that it is complete, ask until it may be shown. */
export const fileMethods: Methods = {
  'files.getUploadURLExternal': {
    scopes: ['files:write'],
    required: ['filename', 'length'],
    optional: ['alt_text', 'alt_txt', 'snippet_type'],
    perMinute: 100,
    answer: (args, world) => {
      const id = freshId('F');
      const length = args.count('length', 0);
      if (length === 0) throw invalidArguments('[ERROR] length must be more than 0');
      const altText = args.text('alt_txt') ?? args.text('alt_text') ?? '';
      const asksLeft = world.settings.asksBeforeShown;
      world.files.set(id, { id, name: args.need('filename'), length, altText, isComplete: false, asksLeft });
      return { upload_url: `${world.base}/upload/v1/${id}`, file_id: id };
    },
  },
  'files.completeUploadExternal': {
    scopes: ['files:write'],
    required: ['files'],
    optional: ['channel_id', 'channels', 'thread_ts', 'initial_comment', 'blocks'],
    perMinute: 100,
    answer: (args, world) => {
      const files = args.list('files').map((one) => {
        const file = world.files.get(textOf(fieldsOf(one).id));
        if (!file?.bytes) throw new Refusal('file_not_found');
        const complete = { ...file, isComplete: true };
        world.files.set(file.id, complete);
        return { id: file.id, title: textOf(fieldsOf(one).title) };
      });
      return { files };
    },
  },
  'files.info': {
    scopes: ['files:read'],
    required: ['file'],
    optional: ['cursor', 'limit', 'page', 'count'],
    perMinute: 100,
    answer: (args, world) => {
      const file = world.files.get(args.need('file'));
      if (!file?.isComplete) throw new Refusal('file_not_found');
      const asked = { ...file, asksLeft: file.asksLeft - 1 };
      world.files.set(file.id, asked);
      return { file: fileFields(asked) };
    },
  },
};

/** The type is only known when Slack has worked on the file. */
function fileFields({ id, name, length, asksLeft }: StoredFile): Fields {
  const isShown = asksLeft <= 0;
  return {
    id,
    name,
    title: name,
    size: length,
    mimetype: isShown ? 'image/png' : '',
    filetype: isShown ? 'png' : '',
    shares: {},
  };
}
