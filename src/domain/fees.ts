/** SKUs that shops book money under which is no good: postage, bank charges, corrections by hand. */
const feeSkus = /^(post|postage|carriage|cruk|amazonfee|bank charges|shipping|fee|discount|adjust\d*|dhl|tip)$/i;
const feeWords =
  /^((postage|dotcom postage|shipping|delivery|bank charges|amazon fee|cruk commission|adjust bad debt)\b|(carriage|manual|discount|samples)$)/i;

/**
 * Whether a line is a fee rather than something that is sold: by its SKU or by the first words of its description. A short SKU such as `M` or `B` alone
 * says nothing: one shop books corrections under it, another sells a mug.
 */
export function isFeeLine(sku: string, description: string | undefined): boolean {
  return feeSkus.test(sku) || (description !== undefined && feeWords.test(description));
}
