/** Ways to ask for leads, for what goes into the CRM and for what it brought, by question, as in `people.ts`. */
export const crmPhrases: Readonly<Record<string, string>> = {
  leads: `leads | our leads | hot leads | the hottest leads | warm leads | which leads are hot | which leads are warm | top NUM leads | the NUM best leads | leads to call | which leads should we call | who should sales call | whom should sales phone AHEAD |
    who should the sales team contact first | which contacts should sales write to | which leads are worth a call | new leads PERIOD | newest leads | how many leads do we have | how many leads came in PERIOD | open leads | list our leads | show me the leads |
    lead list | lead scores | leads with the best score | which contacts never ordered | people in hubspot who have not bought yet | contacts without an order | who might place a first order | who will order for the first time |
    which prospects become customers | who signed up and may buy | sign-ups that look promising | promising contacts | which form fillers will buy | 线索 | 热门线索 | 哪些线索最有希望 | 销售该联系哪些线索 | 还没下过单但可能会买的人 | 新线索有哪些`,
  lead: `how hot is CUSTOMER | how hot is the lead CUSTOMER | how warm is CUSTOMER | lead score of CUSTOMER | lead score CUSTOMER | what is the lead score for CUSTOMER | is CUSTOMER a good lead | is CUSTOMER a hot lead | how promising is CUSTOMER | will CUSTOMER place a first order |
    will CUSTOMER ever order | why is CUSTOMER a hot lead | should sales call CUSTOMER | CUSTOMER 这条线索怎么样 | CUSTOMER 的线索评分`,
  push: `write into hubspot | write the scores into hubspot | push the scores to hubspot | push to hubspot | update hubspot | update the crm | sync the scores to the crm | send the tags to hubspot | put the segments into hubspot | write the tags back | push the tags |
    what would you write into hubspot | what would change in hubspot | what would be pushed | show me the push | propose a push | update the contacts in hubspot with the scores | get the scores into our crm | transfer the scores to hubspot | make a push |
    写入 HubSpot | 把评分同步到 HubSpot | 把标签推送到 HubSpot | 更新 CRM`,
  lift: `did the alerts work | do the alerts work | did the tags work | did the tags bring anything | effect of the tags | effect of the alerts | show the lift | what is the lift | lift of the rules | did our rules help | does it pay to follow the alerts |
    what did the alerts bring | what do the offers bring | did the offers work | do the control groups differ | control group against the others | compare the control group | control group compared with the rest | compare those held out with the others | how do the control groups do | how did the holdout do | is there any lift | was it worth acting on the alerts |
    did acting on the alerts change anything | do people with the tag buy more than those held out | proof that the tags work | incremental orders from the alerts | incremental revenue of the rules | which rules work | which rules do nothing |
    提醒有效果吗 | 标签有效果吗 | 对照组怎么样 | 规则有用吗 | 提升了多少`,
};
