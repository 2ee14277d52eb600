import { describe, expect, it } from 'vitest';
import { emailDomain, isFreeDomain } from '../../src/domain/email-domain.ts';

describe('e-mail domains', () => {
  it('are what stands after the @', () => {
    expect(emailDomain('anna@acme.example')).toBe('acme.example');
    expect(emailDomain('nothing')).toBeUndefined();
    expect(emailDomain(undefined)).toBeUndefined();
  });

  it.each(['gmail.com', 'yahoo.de', 'yahoo.co.uk', 'qq.com', 't-online.de', 'web.de'])(
    '%s is open to anybody',
    (domain) => {
      expect(isFreeDomain(domain)).toBe(true);
    },
  );

  it.each(['acme.example', 'mail.acme.com', 'gmail.acme.co.uk', 'mygmail.com'])('%s is somebody’s own', (domain) => {
    expect(isFreeDomain(domain)).toBe(false);
  });
});
