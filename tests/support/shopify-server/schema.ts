import {
  buildSchema,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  NoDeprecatedCustomRule,
  parse,
  validate,
} from 'graphql';
import { vendorSpec } from '../vendor-spec.ts';

/** A query as the vendor's schema sees it. */
export interface CheckedQuery {
  readonly document: DocumentNode | undefined;
  readonly violations: readonly string[];
  readonly deprecated: readonly string[];
}

let known: GraphQLSchema | undefined;
const checked = new Map<string, CheckedQuery>();

/** Whether the vendor's schema is at hand. */
export const hasShopifySchema = vendorSpec('shopify-admin-2026-10.graphql.gz') !== undefined;

/** The vendor's Admin schema 2026-10, built once for all tests of a worker. */
export function shopifySchema(): GraphQLSchema {
  if (known !== undefined) return known;
  const text = vendorSpec('shopify-admin-2026-10.graphql.gz');
  if (text === undefined) throw new Error('The schema of Shopify is not at hand.');
  known = buildSchema(text, { assumeValid: true, assumeValidSDL: true });
  return known;
}

/** Checks a query by the schema: what is not valid, and which deprecated fields it uses. */
export function checkQuery(text: string): CheckedQuery {
  const before = checked.get(text);
  if (before !== undefined) return before;
  const result = check(text);
  checked.set(text, result);
  return result;
}

function check(text: string): CheckedQuery {
  try {
    const document = parse(text);
    const schema = shopifySchema();
    return {
      document,
      violations: validate(schema, document).map(({ message }) => message),
      deprecated: validate(schema, document, [NoDeprecatedCustomRule]).map(({ message }) => message),
    };
  } catch (error) {
    if (error instanceof GraphQLError) return { document: undefined, violations: [error.message], deprecated: [] };
    throw error;
  }
}
