import { z } from 'zod';

const paging = z.object({ next: z.object({ after: z.string().min(1) }).optional() }).optional();

/** A page of a list. Its records are read one by one, so that a bad one does not take the others along. */
export const listReply = z.object({ results: z.array(z.unknown()), paging });

/** A page of a search, with the count of all that fit. */
export const searchReply = z.object({ total: z.number().int().nonnegative(), results: z.array(z.unknown()) });

const batchError = z.object({
  category: z.string().optional(),
  message: z.string().optional(),
  context: z.record(z.string(), z.array(z.string())).optional(),
});

/** The answer to a batch read, whole (200) or in part (207). */
export const readReply = z.object({ results: z.array(z.unknown()), errors: z.array(batchError).default([]) });

/** The links of many records. */
export const linksReply = z.object({
  results: z.array(
    z.object({ from: z.object({ id: z.string() }), to: z.array(z.object({ toObjectId: z.coerce.string() })), paging }),
  ),
});

/** The properties of a kind of record. */
export const propertiesReply = z.object({
  results: z.array(
    z.object({ name: z.string(), hubspotDefined: z.boolean().optional(), archived: z.boolean().optional() }),
  ),
});

/** The properties of a kind of record, with what they hold. */
export const propertyDetails = z.object({
  results: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      options: z
        .array(z.object({ value: z.string(), label: z.string(), hidden: z.boolean().default(false) }))
        .default([]),
      archived: z.boolean().optional(),
    }),
  ),
});

/** The answer to a batch of writes, whole or in part (207): what was done, and the errors by the mark that each input carried. */
export const writeReply = z.object({
  results: z.array(z.object({ id: z.string().min(1), objectWriteTraceId: z.string().optional() })),
  errors: z.array(batchError).default([]),
});

/** A list. */
export const listOfContacts = z.object({ list: z.object({ listId: z.coerce.string(), processingType: z.string() }) });

/** A page of a list's members. */
export const membersReply = z.object({ results: z.array(z.object({ recordId: z.coerce.string() })), paging });

/** What a change of a list's members came to. */
export const membersChanged = z.object({ recordIdsMissing: z.array(z.coerce.string()).default([]) });

/** A page of forms. */
export const formsReply = z.object({
  results: z.array(z.object({ id: z.string().min(1), name: z.string().optional() })),
  paging,
});

/** What the account is. */
export const accountReply = z.object({ portalId: z.number(), timeZone: z.string(), companyCurrency: z.string() });

/** What HubSpot says of a call that it refuses. */
export const refusalReply = z.object({
  message: z.string().optional(),
  category: z.string().optional(),
  policyName: z.string().optional(),
  errors: z.array(z.object({ context: z.record(z.string(), z.array(z.string())).optional() })).optional(),
});

/** What a record tells of merges, whatever else is wrong with it. */
export const withMergedIds = z.object({ properties: z.object({ hs_merged_object_ids: z.string().nullish() }) });

/** A record with the values of its properties. */
export const withValues = z.object({ id: z.string().min(1), properties: z.record(z.string(), z.string().nullish()) });

/** The id of a record that may be bad otherwise. */
export const withId = z.object({ id: z.string().min(1) });

export type ListReply = z.infer<typeof listReply>;
export type SearchReply = z.infer<typeof searchReply>;
export type ReadReply = z.infer<typeof readReply>;
export type LinksReply = z.infer<typeof linksReply>;
export type AccountReply = z.infer<typeof accountReply>;
export type FormsReply = z.infer<typeof formsReply>;
export type ListOfContacts = z.infer<typeof listOfContacts>;
export type MembersReply = z.infer<typeof membersReply>;
