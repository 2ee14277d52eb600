/** The languages that a digest and alerts are written in: English and Chinese. */
export const languages = ['en', 'zh'] as const;
export type Language = (typeof languages)[number];
