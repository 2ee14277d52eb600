import { happens, streamOf } from './draws.ts';
import { type DemoPerson, drawPerson } from './people.ts';
import { drawHabit } from './rhythm.ts';

/** An account of the demo shop. */
export interface DemoAccount {
  /** `demo-0001` and so on. */
  readonly customerId: string;
  readonly person: DemoPerson;
  /** The same person has another account, with the same e-mail address. */
  readonly isSecond: boolean;
}

/** Share of the accounts that are somebody's second one. */
const secondShare = 0.008;

/** Account number `index`, from 0; it does not depend on how many there are. */
export function demoAccount(seed: number, index: number): DemoAccount {
  const customerId = `demo-${String(index + 1).padStart(4, '0')}`;
  const random = streamOf(seed, 'person', index);
  const isAgain = happens(random, secondShare);
  const first = isAgain && index > 0 ? demoAccount(seed, Math.floor(random() * index)).person : undefined;
  if (first?.email !== undefined) return { customerId, person: again(first, first.email), isSecond: true };
  const isBusiness = drawHabit(streamOf(seed, 'behaviour', index), index) === 'business';
  return {
    customerId,
    person: drawPerson(random, { tag: String(index + 1), slot: index, isBusiness }),
    isSecond: false,
  };
}

/** The same person as they write themselves the next time: first name shortened, capitals in the address, no telephone. */
function again({ name, country }: DemoPerson, email: string): DemoPerson {
  return {
    name: name.replace(/^(\p{Letter})\p{Letter}+ /u, '$1. '),
    email: email.replace(/^\w/, (letter) => letter.toUpperCase()),
    ...(country === undefined ? {} : { country }),
  };
}
