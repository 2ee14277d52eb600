import { Ajv, type ValidateFunction } from 'ajv';
import { vendorSpec } from '../vendor-spec.ts';

/** Checks bodies by HubSpot's own models. */
export interface BodySchemas {
  /** What is wrong with a body by the model's name, in words; empty: nothing. */
  faults(model: string, body: unknown): string[];
}

/** The generator of the models puts an underscore before names that are words of the language: on the wire they have none. */
const wireNames: Readonly<Record<string, string>> = { _from: 'from', _in: 'in', _new: 'new' };

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

function onTheWire(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(onTheWire);
  if (typeof schema !== 'object' || schema === null)
    return typeof schema === 'string' ? (wireNames[schema] ?? schema) : schema;
  const entries = Object.entries(schema).map(([key, value]): [string, Json] => [
    wireNames[key] ?? key,
    onTheWire(value),
  ]);
  const plain = Object.fromEntries(entries);
  const properties = plain.properties;
  const isClosed =
    plain.type === 'object' &&
    typeof properties === 'object' &&
    properties !== null &&
    Object.keys(properties).length > 0;
  return isClosed && plain.additionalProperties === undefined ? { ...plain, additionalProperties: false } : plain;
}

interface Compiled {
  readonly ajv: Ajv;
  readonly validators: Map<string, ValidateFunction>;
}

let compiled: Compiled | undefined;

function compile(): Compiled | undefined {
  const text = vendorSpec('hubspot-schemas.json.gz');
  if (text === undefined) return undefined;
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema({ $id: 'hubspot', definitions: onTheWire(JSON.parse(text).definitions) });
  return { ajv, validators: new Map() };
}

/** The checks of HubSpot's bodies; fields that a model does not know are a fault. Absent where the models are not at hand. */
export function hubspotSchemas(): BodySchemas | undefined {
  compiled ??= compile();
  if (!compiled) return undefined;
  const { ajv, validators } = compiled;
  return {
    faults(model, body) {
      const validate = validators.get(model) ?? ajv.compile({ $ref: `hubspot#/definitions/${model}` });
      validators.set(model, validate);
      if (validate(body)) return [];
      return (validate.errors ?? []).map(
        ({ instancePath, message, params }) => `${model}${instancePath} ${message} ${JSON.stringify(params)}`,
      );
    },
  };
}
