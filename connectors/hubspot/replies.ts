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

/** The id of a record that may be bad otherwise. */
export const withId = z.object({ id: z.string().min(1) });

export type ListReply = z.infer<typeof listReply>;
export type SearchReply = z.infer<typeof searchReply>;
export type ReadReply = z.infer<typeof readReply>;
export type LinksReply = z.infer<typeof linksReply>;
export type AccountReply = z.infer<typeof accountReply>;
export type FormsReply = z.infer<typeof formsReply>;
