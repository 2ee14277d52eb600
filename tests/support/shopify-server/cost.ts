import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';

/** What a query asks for, in points, by the vendor's rules: scalar 0, object 1, a connection 2 and what it may hold. */
export function requestedCost(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): number {
  const root = operation.operation === 'mutation' ? schema.getMutationType() : schema.getQueryType();
  if (root === undefined || root === null) return 0;
  return mutationCost(operation) + costOf(schema, root, { selection: operation.selectionSet, variables });
}

/** What a request costs for what it does, whatever it answers: 10 points for each mutation. */
export function mutationCost({ operation, selectionSet }: OperationDefinitionNode): number {
  return operation === 'mutation' ? 10 * selectionSet.selections.length : 0;
}

interface Selected {
  readonly selection: SelectionSetNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

function costOf(schema: GraphQLSchema, type: GraphQLCompositeType, { selection, variables }: Selected): number {
  let cost = 0;
  for (const node of selection.selections) {
    if (node.kind === 'Field') cost += fieldCost(schema, type, { node, variables });
    if (node.kind === 'InlineFragment') {
      const inner = node.typeCondition === undefined ? type : schema.getType(node.typeCondition.name.value);
      if (isCompositeType(inner)) cost += costOf(schema, inner, { selection: node.selectionSet, variables });
    }
  }
  return cost;
}

function fieldCost(
  schema: GraphQLSchema,
  parent: GraphQLCompositeType,
  { node, variables }: { node: FieldNode; variables: Readonly<Record<string, unknown>> },
): number {
  if (node.selectionSet === undefined || !(isObjectType(parent) || isInterfaceType(parent))) return 0;
  const field = parent.getFields()[node.name.value];
  if (field === undefined) return 0;
  const type = getNamedType(field.type);
  if (!isCompositeType(type)) return 0;
  const inner = costOf(schema, type, { selection: node.selectionSet, variables });
  const argument = (name: string) =>
    argumentOf(node.arguments?.find((given) => given.name.value === name)?.value, variables);
  if (type.name.endsWith('Connection')) return 2 + Number(argument('first') ?? argument('last') ?? 1) * inner;
  if (type.name === 'PageInfo' || type.name.endsWith('Edge')) return type.name === 'PageInfo' ? 0 : inner;
  if (isInsideConnection(parent.name, node.name.value)) return 1 + inner;
  const ids = argument('ids');
  if (Array.isArray(ids)) return ids.length * (1 + inner);
  return 1 + inner;
}

function isInsideConnection(parent: string, field: string): boolean {
  return (parent.endsWith('Connection') && field === 'nodes') || (parent.endsWith('Edge') && field === 'node');
}

function argumentOf(node: ValueNode | undefined, variables: Readonly<Record<string, unknown>>): unknown {
  if (node === undefined) return undefined;
  if (node.kind === 'Variable') return variables[node.name.value];
  if (node.kind === 'IntValue') return Number(node.value);
  return undefined;
}

/** What an answer really held, in points: its objects. */
export function actualCost(data: unknown): number {
  if (Array.isArray(data)) return data.reduce((sum: number, item: unknown) => sum + actualCost(item), 0);
  if (typeof data !== 'object' || data === null) return 0;
  return Object.values(data).reduce((sum: number, item: unknown) => sum + actualCost(item), 1);
}
