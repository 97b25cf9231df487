import { odooError } from '../classify.ts';
import type { Http } from '../http.ts';
import { normalResult, toNamed } from '../signatures.ts';
import { faultOfError, faultOfPage, isJson, parseAnswer } from './answer.ts';
import type { Credentials, Transport } from './transport.ts';

/** `POST /json/2/<model>/<method>`, Odoo 19 and later: the answer is the bare value, errors come with their HTTP status. */
export function json2(http: Http, { apiKey }: Credentials): Transport {
  const headers = { authorization: `bearer ${apiKey}`, 'content-type': 'application/json' };
  return {
    name: 'json2',
    async send(call, signal, traceparent) {
      const path = `/json/2/${encodeURIComponent(call.model)}/${encodeURIComponent(call.method)}`;
      const answer = await http.send({ method: 'POST', path, headers: traceparent === undefined ? headers : { ...headers, traceparent }, body: JSON.stringify(toNamed(call)), signal });
      const value = parseAnswer(answer);
      if (!isJson(value)) throw faultOfPage(answer);
      if (answer.status >= 200 && answer.status < 300) return normalResult(call.method, value);
      const error = odooError(value);
      throw error === null ? faultOfPage(answer) : faultOfError(error, answer, call.method, apiKey);
    },
  };
}
