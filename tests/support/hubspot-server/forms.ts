import { badRequest, type Call, pageOf, pageSize } from './answer.ts';
import type { Reply } from './faults.ts';
import type { HubspotPortal } from './portal.ts';

/** A page of forms. */
export function listForms(portal: HubspotPortal, { query }: Call): Reply {
  const limit = Number(query.get('limit') ?? 20);
  if (!(limit >= 1 && limit <= pageSize)) return badRequest('limit must be between 1 and 100');
  const after = query.get('after') ?? '';
  const forms = [...portal.forms].map(([id, form]) => ({ id, ...form })).filter(({ id }) => id > after);
  const { page, paging } = pageOf(forms, limit, ({ id }) => id);
  return { status: 200, body: { results: page.map(asForm), ...paging } };
}

function asForm({ id, name, createdAt }: { id: string; name: string; createdAt: number }): unknown {
  const at = new Date(createdAt).toISOString();
  return {
    formType: 'hubspot',
    id,
    name,
    createdAt: at,
    updatedAt: at,
    archived: false,
    fieldGroups: [],
    configuration: {
      createNewContactForNewEmail: false,
      editable: true,
      allowLinkToResetKnownValues: false,
      postSubmitAction: { type: 'thank_you', value: 'Thank you.' },
      language: 'en',
      prePopulateKnownValues: true,
      cloneable: true,
      notifyContactOwner: false,
      recaptchaEnabled: false,
      archivable: true,
      notifyRecipients: [],
    },
    displayOptions: { renderRawHtml: false, theme: 'default_style', submitButtonText: 'Send', style: formStyle },
    legalConsentOptions: { type: 'none' },
  };
}

const formStyle = {
  labelTextSize: '13px',
  legalConsentTextColor: '#33475b',
  fontFamily: 'arial',
  legalConsentTextSize: '14px',
  backgroundWidth: '100%',
  helpTextSize: '11px',
  submitFontColor: '#ffffff',
  labelTextColor: '#33475b',
  submitAlignment: 'left',
  submitSize: '12px',
  helpTextColor: '#7c98b6',
  submitColor: '#ff7a59',
};

/** A page of what was sent through a form, newest first. */
export function listSubmissions(portal: HubspotPortal, { query }: Call, match: RegExpExecArray): Reply {
  const form = portal.forms.get(match[1] ?? '');
  if (!form)
    return {
      status: 404,
      body: { status: 'error', message: 'No form was found', category: 'OBJECT_NOT_FOUND', correlationId: 'f1' },
    };
  const limit = Number(query.get('limit') ?? 20);
  if (!(limit >= 1 && limit <= 50)) return badRequest('limit must be between 1 and 50');
  const before =
    query.get('after') === null
      ? Number.POSITIVE_INFINITY
      : Number(Buffer.from(query.get('after') ?? '', 'base64').toString());
  const newestFirst = form.submissions
    .map((submission, index) => ({ ...submission, index }))
    .filter(({ index }) => index < before)
    .reverse();
  const { page, paging } = pageOf(newestFirst, limit, ({ index }) => Buffer.from(String(index)).toString('base64'));
  const results = page.map(({ id, submittedAt, values, pageUrl }) => ({
    conversionId: id,
    submittedAt,
    values,
    pageUrl,
  }));
  return { status: 200, body: { results, ...paging } };
}
