/** The kinds of records that the portal keeps. */
export const objectTypes = ['contacts', 'companies', 'deals', 'tickets', 'notes', 'tasks'] as const;
export type ObjectType = (typeof objectTypes)[number];

/** A property of a kind of record. */
export interface PropertyDefinition {
  readonly name: string;
  readonly type: 'string' | 'number' | 'date' | 'datetime' | 'enumeration' | 'bool';
  readonly isOwn: boolean;
  readonly label?: string;
  readonly description?: string;
  readonly group?: string;
  readonly fieldType?: string;
  /** Of an enumeration: the values that it knows; absent: any. */
  readonly options?: readonly string[];
  readonly hasUniqueValue?: boolean;
  readonly isReadOnly?: boolean;
}

/** The name of the property that tells when a record was changed: HubSpot calls it otherwise for contacts. */
export function changeProperty(type: ObjectType): string {
  return type === 'contacts' ? 'lastmodifieddate' : 'hs_lastmodifieddate';
}

const common: readonly PropertyDefinition[] = [
  { name: 'hs_object_id', type: 'number', isOwn: false, isReadOnly: true },
  { name: 'createdate', type: 'datetime', isOwn: false, isReadOnly: true },
  { name: 'hs_merged_object_ids', type: 'string', isOwn: false },
];

const texts: Readonly<Record<ObjectType, readonly string[]>> = {
  contacts: [
    'email',
    'firstname',
    'lastname',
    'phone',
    'mobilephone',
    'country',
    'hs_additional_emails',
    'hs_legal_basis',
    'lifecyclestage',
    'jobtitle',
  ],
  companies: ['name', 'domain', 'industry'],
  deals: ['dealname', 'dealstage', 'pipeline', 'deal_currency_code'],
  tickets: ['subject', 'content', 'hs_pipeline', 'hs_pipeline_stage', 'hs_ticket_priority'],
  notes: ['hs_note_body'],
  tasks: ['hs_task_subject', 'hs_task_body', 'hs_task_status', 'hs_task_priority'],
};
const typed: Readonly<Record<ObjectType, Readonly<Record<string, PropertyDefinition['type']>>>> = {
  contacts: {
    lastmodifieddate: 'datetime',
    hs_email_optout: 'bool',
    hs_email_delivered: 'number',
    hs_email_open: 'number',
    hs_email_click: 'number',
    hs_email_bounce: 'number',
    hs_email_last_open_date: 'datetime',
    hs_email_last_click_date: 'datetime',
  },
  companies: { hs_lastmodifieddate: 'datetime' },
  deals: { hs_lastmodifieddate: 'datetime', amount: 'number', closedate: 'datetime', hs_is_closed_won: 'bool' },
  tickets: { hs_lastmodifieddate: 'datetime', closed_date: 'datetime' },
  notes: { hs_lastmodifieddate: 'datetime', hs_timestamp: 'datetime' },
  tasks: { hs_lastmodifieddate: 'datetime', hs_timestamp: 'datetime' },
};

/** What every portal has of a kind of record. */
export function standardProperties(type: ObjectType): Map<string, PropertyDefinition> {
  const all = [
    ...common,
    ...texts[type].map((name) => ({ name, type: 'string', isOwn: false }) as const),
    ...Object.entries(typed[type]).map(([name, kind]) => ({ name, type: kind, isOwn: false })),
  ];
  return new Map(all.map((property) => [property.name, property]));
}
