/**
 * Subjects that stand in no record of their own, but are worked out of several: each certification cycle, each surveillance with the next,
 * each change that a certificate does not print yet.
 *
 * In:  what rows see of the case, the schemes of its audits and certificates. Out: `Subject[]`.
 */
import type { Scheme } from '../packs/types.js';
import type { AuditFacts, CertificateFacts } from './case-facts.js';
import type { Sights } from './sights.js';
import { list, plain, subject, type Sight, type Subject } from './subject.js';

export interface SchemesOf {
  readonly audit: (audit: AuditFacts | undefined) => Scheme | undefined;
  readonly certificate: (certificate: CertificateFacts | undefined) => Scheme | undefined;
}

export function workedOut(sights: Sights, schemes: SchemesOf): Subject[] {
  const last = new Map<number, CertificateFacts>();
  // The certificate that stands last in its cycle speaks for it.
  for (const certificate of sights.one.certificates) last.set(certificate.cycle, certificate);
  const cycles = [...last.values()];
  return [
    ...sights.one.certificates.flatMap((certificate) => changesOf(certificate, sights, schemes)),
    ...cycles.flatMap((certificate) => cycleOf(certificate, sights, schemes)),
    ...cycles.flatMap((certificate) => pairsOf(certificate, sights, schemes)),
  ];
}

const about = (sights: Sights, audit: AuditFacts | undefined, number: string | undefined): Partial<Subject> => ({
  case: sights.one.folder,
  ...(audit ? { audit: audit.folder.name } : {}),
  ...(audit?.kind === undefined ? {} : { auditKind: audit.kind }),
  ...(number === undefined ? {} : { certificate: number }),
});

/** Its surveillances are one list, whichever of its certificates was in force. */
function cycleOf(certificate: CertificateFacts, sights: Sights, schemes: SchemesOf): Subject[] {
  const scheme = schemes.certificate(certificate);
  const audit = certificate.begins ?? certificate.audit;
  if (!scheme) return [];
  const certificates = sights.one.certificates.filter(({ cycle }) => cycle === certificate.cycle);
  const numbers = new Set(certificates.map(({ number }) => number));
  const sight: Sight = {
    ...sights.common(scheme, certificates[0]?.issued ?? sights.known.asOf),
    ...sights.ofAudit(audit),
    ...sights.ofCertificate(certificate),
    prevCert: sights.previous(audit, certificates[0]),
    certificates: list(certificates),
    events: sights.eventList((event) => event.certificate !== undefined && numbers.has(event.certificate)),
  };
  const { number = '' } = certificate;
  return [subject('cycle', scheme, number, sight, certificate.tree, about(sights, audit, number))];
}

/** Each surveillance of a cycle with the next; the last one alone while the cycle is open. */
function pairsOf(certificate: CertificateFacts, sights: Sights, schemes: SchemesOf): Subject[] {
  const { surveillances } = certificate;
  const numbers = new Set(sights.one.certificates.flatMap(({ cycle, number }) => (cycle === certificate.cycle ? [number] : [])));
  return surveillances.flatMap((earlier, i): Subject[] => {
    const later = surveillances[i + 1];
    const scheme = schemes.audit(later) ?? schemes.certificate(certificate);
    if ((!later && !certificate.isCycleOpen) || !scheme || later?.folder.audit.value.elsewhere !== undefined) return [];
    const sight: Sight = {
      ...sights.common(scheme, later?.start ?? earlier.end ?? sights.known.asOf),
      earlier,
      later: later ?? sights.facts.empty('Audit'),
      cert: certificate,
      state: plain(certificate.life.state),
      interruptions: list(certificate.interruptions),
      // A certificate that was replaced in between (scope extended or reduced) is of the same cycle.
      events: sights.eventList((event) => event.certificate !== undefined && numbers.has(event.certificate)),
    };
    const audit = later ?? earlier;
    return [subject('surveillancePair', scheme, audit.folder.name, sight, audit.tree, about(sights, audit, certificate.number))];
  });
}

function changesOf(certificate: CertificateFacts, sights: Sights, schemes: SchemesOf): Subject[] {
  const scheme = schemes.certificate(certificate);
  if (!scheme) return [];
  const { printedOn, changes } = sights.unprinted(certificate, scheme);
  return sights.changes(changes).map((change, i): Subject => {
    const sight: Sight = {
      ...sights.common(scheme, changes[i]?.from ?? sights.known.asOf),
      change,
      cert: certificate,
      state: plain(certificate.life.state),
      printedOn: plain(printedOn),
    };
    const { number = '', audit } = certificate;
    const name = `${number} ${changes[i]?.content ?? ''}`;
    return subject('change', scheme, name, sight, change.tree, about(sights, audit, number));
  });
}
