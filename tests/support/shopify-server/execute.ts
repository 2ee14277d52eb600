import { type DocumentNode, type ExecutionResult, execute, GraphQLError, type GraphQLFieldResolver } from 'graphql';
import { shopifySchema } from './schema.ts';

/** What a query asks for that is kept from the app, and what the server met that it does not model. */
export interface ExecutionWorld {
  /** `Customer.defaultEmailAddress`: protected data that the app is not approved for. */
  readonly denied: ReadonlySet<string>;
  unmodelled(field: string): void;
}

/** Runs a query over plain objects; a function is called with its arguments, an absent property is reported as not modelled. */
export function runQuery(
  document: DocumentNode,
  { root, variables, world }: { root: unknown; variables: Readonly<Record<string, unknown>>; world: ExecutionWorld },
): ExecutionResult {
  const resolver: GraphQLFieldResolver<unknown, unknown> = (source, args: Record<string, unknown>, _, info) => {
    const key = `${info.parentType.name}.${info.fieldName}`;
    if (world.denied.has(key)) throw accessDenied(info.parentType.name, info.fieldName);
    const value = propertyOf(source, info.fieldName);
    if (value === undefined) world.unmodelled(key);
    return typeof value === 'function' ? value(args) : value;
  };
  const result = execute({
    schema: shopifySchema(),
    document,
    rootValue: root,
    variableValues: variables,
    fieldResolver: resolver,
  });
  if (result instanceof Promise) throw new Error('Nothing here waits.');
  return result;
}

function accessDenied(type: string, field: string): GraphQLError {
  return new GraphQLError(
    `This app is not approved to use the ${field} field. See https://shopify.dev/docs/apps/launch/protected-customer-data`,
    { extensions: { code: 'ACCESS_DENIED', requiredAccess: `protected customer data of ${type}` } },
  );
}

function propertyOf(source: unknown, name: string): unknown {
  if (typeof source !== 'object' || source === null) return undefined;
  return Object.getOwnPropertyDescriptor(source, name)?.value;
}

/** The rows of a bulk operation: every node of the root connection, and its children with `__parentId`. */
export function bulkRows(data: unknown): unknown[] {
  const root = Object.values(data ?? {})[0];
  return nodesOf(root).flatMap((node) => rowsOf(node, undefined));
}

function rowsOf(node: Readonly<Record<string, unknown>>, parent: unknown): unknown[] {
  const own = Object.entries(node).filter(([, value]) => !isConnection(value));
  const children = Object.values(node).filter(isConnection).flatMap(nodesOf);
  const row = Object.fromEntries(parent === undefined ? own : [...own, ['__parentId', parent]]);
  return [row, ...children.flatMap((child) => rowsOf(child, node.id))];
}

function isConnection(value: unknown): value is { readonly edges: readonly { node: Record<string, unknown> }[] } {
  return typeof value === 'object' && value !== null && 'edges' in value && Array.isArray(value.edges);
}

function nodesOf(value: unknown): Record<string, unknown>[] {
  return isConnection(value) ? value.edges.map(({ node }) => node) : [];
}
