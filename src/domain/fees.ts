/** SKUs that shops book money under which is no good: postage, bank charges, corrections by hand. */
const feeSkus =
  /^(post|postage|dot|carriage|c2|m|d|s|b|cruk|amazonfee|bank charges|shipping|fee|discount|adjust\d*|dhl|tip)$/i;
const feeWords =
  /^(postage|dotcom postage|carriage|shipping|delivery|bank charges|amazon fee|manual|discount|samples|cruk commission|adjust bad debt)\b/i;

/** Whether a line is a fee rather than something that is sold: by its SKU or by the first words of its description. */
export function isFeeLine(sku: string, description: string | undefined): boolean {
  return feeSkus.test(sku) || (description !== undefined && feeWords.test(description));
}
