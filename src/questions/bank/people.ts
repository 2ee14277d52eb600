/**
 * Ways to ask about one person, by question, apart by `|`. CUSTOMER, PRODUCT, TAG, PERIOD (past), AHEAD (a span to come), SPAN (a count of days) and NUM
 * stand for what is named.
 */
export const peoplePhrases: Readonly<Record<string, string>> = {
  'who-is': `who is CUSTOMER | CUSTOMER | CUSTOMER info | tell me about CUSTOMER | what do we know about CUSTOMER | customer card of CUSTOMER |
    profile of CUSTOMER | details on CUSTOMER | background on CUSTOMER | anything on CUSTOMER | pull up CUSTOMER | open the record of CUSTOMER |
    i have CUSTOMER on the phone, who is that | CUSTOMER just called, who is it | what kind of customer is CUSTOMER | is CUSTOMER a good customer |
    is CUSTOMER a regular | is CUSTOMER important to us | how much has CUSTOMER spent with us | how much is CUSTOMER worth | what is CUSTOMER worth |
    since when is CUSTOMER a customer | how long has CUSTOMER been with us | what segment is CUSTOMER in | which group does CUSTOMER belong to |
    when will CUSTOMER order next | when do you expect CUSTOMER again | next order of CUSTOMER | when did CUSTOMER last order | how often does CUSTOMER order | how many orders has CUSTOMER placed | revenue from CUSTOMER | lifetime value of CUSTOMER | story of CUSTOMER | look up CUSTOMER | find CUSTOMER | search CUSTOMER | check CUSTOMER |
    do we know CUSTOMER | is CUSTOMER worth a call | CUSTOMER 值得联系吗 | have we met CUSTOMER | what have you got on CUSTOMER | give me everything about CUSTOMER | summary of CUSTOMER |
    i want to know more about CUSTOMER | facts about CUSTOMER | can you show me CUSTOMER | the story of CUSTOMER | what is up with CUSTOMER | give me a quick overview of CUSTOMER |
    wer ist CUSTOMER | infos zu CUSTOMER | qui est CUSTOMER | 谁是 CUSTOMER | CUSTOMER 是谁 | 介绍一下 CUSTOMER | CUSTOMER 的资料 | CUSTOMER 怎么样 | CUSTOMER 是什么样的客户 |
    查一下 CUSTOMER | CUSTOMER 的情况 | CUSTOMER 是老客户吗 | CUSTOMER 花了多少钱 | CUSTOMER 属于哪个分层 | 说说 CUSTOMER | CUSTOMER 的信息`,
  why: `why CUSTOMER | how probable is an order by CUSTOMER | why is CUSTOMER likely | how likely is CUSTOMER to buy | explain CUSTOMER | why does CUSTOMER have such a score | reasons for CUSTOMER |
    what is the reason for the chance of CUSTOMER | how come CUSTOMER is so high | why is CUSTOMER so low | why is CUSTOMER on the list | why do you think CUSTOMER will order |
    will CUSTOMER buy | is CUSTOMER going to buy | will CUSTOMER order again soon | do you expect CUSTOMER to purchase | chance of CUSTOMER | probability that CUSTOMER buys |
    score of CUSTOMER | CUSTOMER score | CUSTOMER odds | what makes CUSTOMER so likely | what speaks for CUSTOMER | what speaks against CUSTOMER | what makes you think CUSTOMER buys |
    what is behind the score of CUSTOMER | what goes into the probability of CUSTOMER | how did you get the score of CUSTOMER | which factors matter for CUSTOMER |
    what are the drivers of the likelihood of CUSTOMER | give me the reasoning for CUSTOMER | justify the prediction for CUSTOMER | why did you rank CUSTOMER that high |
    why did you rate CUSTOMER so low | why has CUSTOMER such a high probability | are you sure about CUSTOMER buying | can we expect CUSTOMER to order | is CUSTOMER likely to purchase |
    warum CUSTOMER | pourquoi CUSTOMER | 为什么 CUSTOMER | CUSTOMER 为什么分数高 | 为什么 CUSTOMER 概率这么低 | CUSTOMER 会买吗 | CUSTOMER 会不会下单 | CUSTOMER 的购买概率 |
    CUSTOMER 可能下单吗 | 解释一下 CUSTOMER 的分数 | CUSTOMER 的得分原因 | CUSTOMER 什么原因 | 凭什么说 CUSTOMER 会买`,
  'is-leaving': `is CUSTOMER leaving | has CUSTOMER gone quiet | have we lost CUSTOMER | are we losing CUSTOMER | are we about to lose CUSTOMER | do we lose CUSTOMER | is CUSTOMER churning |
    did CUSTOMER churn | has CUSTOMER left us | is CUSTOMER at risk | is CUSTOMER still a customer | is CUSTOMER still active | is CUSTOMER still buying | is CUSTOMER still with us |
    is CUSTOMER inactive | did CUSTOMER stop ordering | has CUSTOMER stopped buying | CUSTOMER gone | CUSTOMER leaving | CUSTOMER churn risk | how likely is CUSTOMER to leave | will CUSTOMER leave |
    how big is the risk that CUSTOMER leaves | is CUSTOMER slipping away | is CUSTOMER drifting off | should i worry about CUSTOMER | should we be worried about CUSTOMER |
    i have not heard from CUSTOMER in a while | CUSTOMER has not been around lately | where has CUSTOMER gone | did CUSTOMER disappear | is CUSTOMER overdue |
    is CUSTOMER going to come back | do you think CUSTOMER will return | will we see CUSTOMER again | has CUSTOMER forgotten us | did CUSTOMER switch to a competitor | is CUSTOMER a lost customer |
    verlieren wir CUSTOMER | CUSTOMER 会流失吗 | CUSTOMER 流失了吗 | CUSTOMER 是不是要走了 | CUSTOMER 还是我们的客户吗 | CUSTOMER 还会回来吗 | CUSTOMER 会不会离开 | CUSTOMER 好久没来了 |
    CUSTOMER 有流失风险吗 | CUSTOMER 不买了吗 | 我们会失去 CUSTOMER 吗 | CUSTOMER 很久没下单了`,
  'what-if': `what-if CUSTOMER | what-if for CUSTOMER | what if CUSTOMER buys nothing for another month | what would change CUSTOMER | what if CUSTOMER ordered today | what would make CUSTOMER buy | what would raise the chance of CUSTOMER | how can we raise the score of CUSTOMER |
    how do i get CUSTOMER to buy again | how do we win CUSTOMER back | what would it take for CUSTOMER to come back | how to convince CUSTOMER | what can we do so that CUSTOMER orders |
    what must happen so that CUSTOMER buys more | what needs to happen for CUSTOMER to order | is there anything we could do to make CUSTOMER order | can we do something to bring CUSTOMER back |
    how could we improve the probability of CUSTOMER | how to increase the odds of CUSTOMER | what would move CUSTOMER up | what would lift the score of CUSTOMER | what can i do about CUSTOMER |
    CUSTOMER raise chance | what happens if CUSTOMER does not order | what happens to the score if CUSTOMER buys now | what if CUSTOMER stays away | suppose CUSTOMER ordered today |
    what would help with CUSTOMER | how do we keep CUSTOMER | how do we persuade CUSTOMER to order | what could change the mind of CUSTOMER | how do i make CUSTOMER more likely to buy |
    what would make CUSTOMER more likely | get CUSTOMER to order more | how can i push CUSTOMER towards an order | which change would have most effect on CUSTOMER |
    怎样提高 CUSTOMER 的购买概率 | 如何让 CUSTOMER 再次购买 | 如果 CUSTOMER 今天下单会怎样 | 怎么能让 CUSTOMER 更可能买 | 怎么挽回 CUSTOMER | 怎么做才能提高 CUSTOMER 的分数 | 怎么说服 CUSTOMER |
    什么能改变 CUSTOMER | 怎么让 CUSTOMER 下单`,
  offer: `what should i offer CUSTOMER | recommend something for CUSTOMER | what will CUSTOMER buy next | what could we sell to CUSTOMER | which product for CUSTOMER | what fits CUSTOMER |
    which article can i recommend to CUSTOMER | what goods suit CUSTOMER | what should i pitch to CUSTOMER | cross sell for CUSTOMER | upsell CUSTOMER | offer CUSTOMER | suggestion for CUSTOMER |
    what would CUSTOMER like | what is CUSTOMER interested in | what might CUSTOMER want | what does CUSTOMER need next | next best offer for CUSTOMER | best product for CUSTOMER |
    what fits to CUSTOMER as next purchase | i am about to call CUSTOMER, what should i offer | gift idea for CUSTOMER | which items would appeal to CUSTOMER | products that CUSTOMER may like |
    what else can we sell CUSTOMER | what do i propose to CUSTOMER | recommendations for CUSTOMER | what to show CUSTOMER | what would be good for CUSTOMER | any ideas for CUSTOMER |
    got a suggestion for CUSTOMER | what would CUSTOMER enjoy | what does CUSTOMER prefer | was empfehle ich CUSTOMER | 该给 CUSTOMER 推荐什么 | 向 CUSTOMER 推荐哪些产品 | CUSTOMER 会喜欢什么 |
    CUSTOMER 下次会买什么 | 推荐什么给 CUSTOMER | 什么商品适合 CUSTOMER | CUSTOMER 对什么感兴趣 | 卖什么给 CUSTOMER | CUSTOMER 想要什么`,
  history: `orders of CUSTOMER | what has CUSTOMER bought | CUSTOMER orders | order history of CUSTOMER | purchases of CUSTOMER | what did CUSTOMER buy | last order of CUSTOMER | what did CUSTOMER order last time |
    CUSTOMER last order | past purchases of CUSTOMER | list what CUSTOMER bought | show all orders by CUSTOMER | when and what did CUSTOMER order | what did CUSTOMER get from us before |
    remind me what CUSTOMER got from us | what has CUSTOMER already ordered | what was in the basket of CUSTOMER | receipts of CUSTOMER | invoices of CUSTOMER | which products did CUSTOMER take |
    what did CUSTOMER spend PERIOD | orders of CUSTOMER in PERIOD | what does CUSTOMER usually buy | what does CUSTOMER normally order |
    has CUSTOMER ever bought PRODUCT | did CUSTOMER order PERIOD | did CUSTOMER return anything | what did CUSTOMER send back | everything CUSTOMER bought | purchase record of CUSTOMER | buying history CUSTOMER |
    was hat CUSTOMER gekauft | bestellungen von CUSTOMER | CUSTOMER 买过什么 | CUSTOMER 的订单 | CUSTOMER 的历史订单 | CUSTOMER 买了哪些东西 | CUSTOMER 上次买了什么 | CUSTOMER 的购买记录 |
    CUSTOMER 最近的订单 | CUSTOMER 下过几次单 | 看看 CUSTOMER 都买了什么 | CUSTOMER PERIOD 买了什么`,
  tag: `tag CUSTOMER as TAG | add tag TAG to CUSTOMER | mark CUSTOMER as TAG | label CUSTOMER as TAG | flag CUSTOMER as TAG | give CUSTOMER the tag TAG | put the TAG tag on CUSTOMER | put a TAG label on CUSTOMER |
    set tag TAG for CUSTOMER | CUSTOMER gets the tag TAG | CUSTOMER is a TAG, tag please | tag CUSTOMER TAG | assign the tag TAG to CUSTOMER | stick a TAG label on CUSTOMER | tag CUSTOMER | add a tag to CUSTOMER |
    mark CUSTOMER with TAG | make CUSTOMER a TAG | TAG tag for CUSTOMER | please pop a TAG tag on CUSTOMER | 给 CUSTOMER 打上 TAG 标签 | 把 CUSTOMER 标记为 TAG | 给 CUSTOMER 加标签 TAG | 给 CUSTOMER 打标签 TAG |
    CUSTOMER 加上 TAG 标签 | 标记 CUSTOMER 为 TAG`,
  untag: `remove tag TAG from CUSTOMER | untag CUSTOMER TAG | take the TAG tag off CUSTOMER | delete the label TAG from CUSTOMER | drop the TAG tag of CUSTOMER | clear the tag TAG of CUSTOMER |
    CUSTOMER is no longer TAG | CUSTOMER should not be tagged TAG any more | take tag TAG away from CUSTOMER | remove the tag of CUSTOMER | undo the TAG tag on CUSTOMER | strip the TAG tag from CUSTOMER |
    unmark CUSTOMER as TAG | get rid of the tag TAG on CUSTOMER | take off the TAG label from CUSTOMER | 去掉 CUSTOMER 的 TAG 标签 | 删除 CUSTOMER 的标签 TAG | 取消 CUSTOMER 的 TAG 标签 |
    把 TAG 标签从 CUSTOMER 去掉 | CUSTOMER 不再是 TAG`,
  unknown: `write a mail to CUSTOMER | send an email to CUSTOMER | write to CUSTOMER that we are closed | send CUSTOMER an invoice | book a meeting with CUSTOMER tomorrow | schedule a call with CUSTOMER | delete CUSTOMER |
    what is the phone number of CUSTOMER | what is the address of CUSTOMER | how old is CUSTOMER | call CUSTOMER for me | where does CUSTOMER live | is CUSTOMER married | refund CUSTOMER | give CUSTOMER a discount code |
    when is the birthday of CUSTOMER | ship the parcel to CUSTOMER | 给 CUSTOMER 写邮件 | CUSTOMER 的电话号码 | 给 CUSTOMER 退款`,
};
