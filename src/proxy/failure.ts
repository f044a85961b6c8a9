/** Why nothing goes through a proxy. The words name neither its address nor its user, and an error has no cause. */

export type ProxyFault = 'unreachable' | 'login' | 'refused' | 'answer' | 'target';

const WORDS: Readonly<Record<ProxyFault, string>> = {
  unreachable: 'the proxy could not be reached',
  login: 'the proxy did not accept the user and the password',
  refused: 'the proxy refused to connect',
  answer: 'what answered at the address of the proxy is no such proxy',
  target: 'the proxy could not connect to the other side',
};

export class ProxyFailure extends Error {
  override readonly name = 'ProxyFailure';
  readonly fault: ProxyFault;

  constructor(fault: ProxyFault) {
    super(WORDS[fault]);
    this.fault = fault;
  }
}
