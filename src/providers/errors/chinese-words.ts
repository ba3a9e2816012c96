/**
 * What relays and hosts say in Chinese, in the words that phrases are written in: one-api's and new-api's own messages
 * (https://github.com/QuantumNous/new-api/tree/main/i18n, https://github.com/songquanpeng/one-api/issues/1061), and
 * those of the hosts behind them. Longer terms stand before the terms that they hold.
 */
const GLOSSARY: readonly (readonly [RegExp, string])[] = [
  [
    /负载已(?:经)?饱和|负载较高|访问量过大|(?:服务器?|系统|模型)?(?:正)?(?:繁忙|过载)|负载过高/g,
    ' overloaded ',
  ],
  [/(?:无|没有)可用(?:的)?\S{0,4}?(?:渠道|通道|节点)/g, ' no available channels '],
  [
    /(?:余额|额度|配额|点数|积分)(?:不足|已?(?:用尽|用完|耗尽))|欠费|预扣费额度失败|用量上限/g,
    ' insufficient balance ',
  ],
  [/暂时不可用/g, ' temporarily unavailable '],
  [
    /(?:请求|访问|调用)(?:过于|太过|太)频繁|(?:请求|访问|调用)?(?:频率|速率)(?:过高|限制|超限)|限流|并发(?:数|请求)?(?:过高|超限|超过|限制|已达上限)|请求数限制/g,
    ' rate limit ',
  ],
  // What Windows says of sockets.
  [/目标计算机积极拒绝/g, ' connection refused '],
  [/(?:远程主机强迫关闭了一个现有的连接|软件中止了一个已建立的连接)/g, ' connection reset '],
  [/超时|没有正确答复|没有反应/g, ' timed out '],
  [
    /无效的?(?:令牌|密钥)|(?:令牌|密钥)[^，。]{0,8}(?:无效|过期|不存在|错误|不可用)|(?:身份验证|认证|鉴权)失败|未提供(?:令牌|密钥)/g,
    ' invalid token ',
  ],
  [
    /无权(?:限|访问|使用)?|不在\S{0,6}允许\S{0,10}列表|没有权限|权限不足|(?:用户|账号|账户)已?被?(?:封禁|禁用)/g,
    ' access denied ',
  ],
  [/模型[^，。]{0,80}(?:不存在|未找到|已下线)|不存在的模型/g, ' model does not exist '],
  [
    /上下文(?:长度|窗口)?(?:超限|过长|超出)|超[出过](?:模型)?(?:最大)?上下文|(?:输入|内容|文本)(?:过|太)长|长度超[过出](?:上限|限制|(?:模型)?最大长度)/g,
    ' exceeds the context window ',
  ],
  [/(?:参数|格式)(?:\/解析)?(?:错误|无效|有误|非法|异常)|无效的?(?:参数|请求)/g, ' invalid parameter '],
  [/敏感(?:内容|词|信息)|违规|不安全(?:的)?内容|内容(?:审核|安全)/g, ' content policy '],
  [/网络(?:错误|异常)|(?:网络)?连接失败/g, ' network error '],
  [/(?:返回|响应|模型输出)(?:内容)?为空/g, ' empty response '],
  [/解析失败/g, ' parse error '],
  [/(?:内部|系统|服务器?)(?:内部)?(?:错误|异常)/g, ' internal server error '],
  [/未正常接收到/g, ' missing required '],
  [/限制模型输入token/g, ' maximum context length '],
  [/不支持/g, ' does not support '],
  [/所选模型/g, ' the selected model '],
];

const CHINESE = /[\u4e00-\u9fff]/;

/** The text with the Chinese terms that name a cause in English. */
export function inEnglish(text: string): string {
  if (!CHINESE.test(text)) return text;
  return GLOSSARY.reduce((read, [term, words]) => read.replaceAll(term, words), text);
}
