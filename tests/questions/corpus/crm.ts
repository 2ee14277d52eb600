import type { CorpusRow } from './row.ts';

/** Leads, what goes into the CRM, and what it brought; written apart from the phrasings that Patron has learned from. */
export const crmCorpus: readonly CorpusRow[] = [
  ['any hot leads this week?', 'leads'],
  ['show me our three hottest leads', 'leads', { count: 3 }],
  ['which of the leads should I phone?', 'leads'],
  ['who should sales ring first?', 'leads'],
  ['leads please', 'leads'],
  ['who signed up but never bought anything?', 'leads'],
  ['how many open leads are there', 'leads'],
  ['contacts who have not ordered yet', 'leads'],
  ['哪些线索值得跟进?', 'leads'],
  ['is anna meier a hot lead?', 'lead', { who: 'anna meier' }],
  ['how hot is ben okafor', 'lead', { who: 'ben okafor' }],
  ["what's the lead score of anna meier?", 'lead', { who: 'anna meier' }],
  ['please update hubspot with the new scores', 'push'],
  ['push everything to hubspot', 'push'],
  ['what would you change in hubspot?', 'push'],
  ['write the segments back to the crm', 'push'],
  ['把分数写回 HubSpot', 'push'],
  ['did the win-back alerts do anything?', 'lift'],
  ['do our tags actually help?', 'lift'],
  ['show me the lift of the alerts', 'lift'],
  ['how does the control group compare?', 'lift'],
  ['which of the rules are useless?', 'lift'],
  ['标签真的有用吗', 'lift'],
];
