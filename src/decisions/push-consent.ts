import type { PushContact, RefusalReason } from '../domain/push.ts';
import type { PushFieldSpec } from '../domain/push-fields.ts';

/** What a person's refusals keep away. A person who said nothing has refused nothing; what stands in the CRM already is left. */
const refusedBy: Readonly<
  Record<PushFieldSpec['serves'], (consent: PushContact['consent']) => RefusalReason | undefined>
> = {
  marketing: ({ email, saleOfData }) => {
    if (saleOfData === 'refused') return 'no-consent';
    return email === 'refused' ? 'opted-out' : undefined;
  },
  service: () => undefined,
};

/** Why a field of a group may not be written for somebody; undefined: it may. Lists and tags count as `marketing`. */
export function consentRefusal(
  serves: PushFieldSpec['serves'],
  consent: PushContact['consent'],
): RefusalReason | undefined {
  return refusedBy[serves](consent);
}
