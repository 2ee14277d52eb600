import { parse } from 'node:querystring';
import { Refusal } from './refusal.ts';
import { type Fields, fieldsOf, isFields, listOf } from './values.ts';

/**
 * The arguments of one call. A form carries lists and objects as JSON in a text, a JSON body carries them plainly: both read the same here.
 */
export class Arguments {
  readonly fields: Fields;

  constructor(fields: Fields) {
    this.fields = fields;
  }

  has(name: string): boolean {
    const value = this.fields[name];
    return value !== undefined && value !== null && value !== '';
  }

  /** A text; numbers and yes/no are read as one. Undefined where it is missing or empty. */
  text(name: string): string | undefined {
    const value = this.fields[name];
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    return typeof value === 'string' && value !== '' ? value : undefined;
  }

  /** A text that `required` has seen. */
  need(name: string): string {
    return this.text(name) ?? '';
  }

  flag(name: string): boolean {
    return ['true', '1'].includes(String(this.fields[name]));
  }

  count(name: string, otherwise: number): number {
    const value = Number(this.text(name));
    return Number.isFinite(value) && value > 0 ? value : otherwise;
  }

  list(name: string): readonly unknown[] {
    return listOf(this.fields[name]);
  }

  object(name: string): Fields {
    return fieldsOf(this.fields[name]);
  }
}

/** What a call carried, decoded: names that hold JSON in a form are parsed, so that a log reads the same for both bodies. */
export function readArguments(contentType: string | undefined, body: Buffer): Arguments {
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase();
  if (type === '' && body.length === 0) return new Arguments({});
  if (type === '') throw new Refusal('missing_post_type');
  if (type === 'application/json') return new Arguments(jsonBody(body.toString()));
  if (type !== 'application/x-www-form-urlencoded') throw new Refusal('invalid_post_type');
  const fields = Object.entries(parse(body.toString())).map(([name, value]) => [name, decoded(value)]);
  return new Arguments(Object.fromEntries(fields));
}

function jsonBody(text: string): Fields {
  const value = parsed(text);
  if (value === undefined) throw new Refusal('invalid_json');
  if (!isFields(value)) throw new Refusal('json_not_object');
  return value;
}

/** A list or an object in a form is a JSON text; everything else stays a text. */
function decoded(value: string | string[] | undefined): unknown {
  if (typeof value !== 'string') throw new Refusal('invalid_array_arg');
  if (!/^[[{]/.test(value)) return value;
  const inside = parsed(value);
  return typeof inside === 'object' && inside !== null ? inside : value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
