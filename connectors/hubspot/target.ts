import type { Target } from '../contract.ts';
import { HubspotClient } from './client.ts';
import { type HubspotOptions, openConnection } from './connection.ts';
import { patronProperties } from './patron-properties.ts';
import { readContacts, writeContacts } from './writer-contacts.ts';
import { StaticLists } from './writer-lists.ts';
import { Notes } from './writer-notes.ts';
import { ensureProperties } from './writer-properties.ts';

/** A portal of HubSpot as a target. One is opened for each run. Raises `bad-setting` for a base URL that may not be called. */
export function hubspotTarget(options: HubspotOptions): Target {
  const { transport } = openConnection(options, { account: { facts: options.account ?? {} }, again: 'patron push' });
  const client = new HubspotClient(transport);
  const lists = new StaticLists(transport, client);
  const notes = new Notes(transport, client);
  return {
    name: 'hubspot',
    prepare: () => ensureProperties(transport, 'contacts', patronProperties),
    read: (contactIds, fields) => readContacts(client, contactIds, fields),
    write: (contacts) => writeContacts(transport, contacts),
    members: (list) => lists.members(list),
    changeList: (list, change) => lists.change(list, change),
    findNotes: (kind, keys) => notes.find(kind, keys),
    makeNotes: (kind, made) => notes.make(kind, made),
    usage: () => {
      const { calls, retries, waitedMs } = transport.usage();
      return { calls, retries, waitedMs };
    },
  };
}
