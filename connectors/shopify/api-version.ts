/** The only version of the Admin API that is spoken; a new quarter is a change of this line and a run of the tests against its schema. */
export const apiVersion = '2026-10';
