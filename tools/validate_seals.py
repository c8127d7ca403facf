"""Judges sealed PDFs with pyHanko, offline.

In:  a folder as tools/seal-samples.ts leaves it: seals.json, root.pem, the files. Out: one line for each check; exit 1 when one fails.
"""
import asyncio
import json
import logging
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import async_validate_pdf_signature, async_validate_pdf_timestamp
from pyhanko.sign.validation.ades import AdESPassed, ades_lta_validation, simulate_future_ades_lta_validation
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.policy_decl import (
    PdfSignatureValidationSpec, RevinfoOnlineFetchingRule, RevocationInfoGatheringSpec, SignatureValidationSpec)
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.policy_decl import REQUIRE_REVINFO, CertRevTrustPolicy, FreshnessReqType
from pyhanko_certvalidator.registry import SimpleTrustManager

logging.disable(logging.CRITICAL)


def context(root):
    return ValidationContext(trust_roots=[root], allow_fetching=False, revocation_mode="soft-fail")


def long_term(root):
    """No network: what the file holds must do."""
    return PdfSignatureValidationSpec(signature_validation_spec=SignatureValidationSpec(
        cert_validation_policy=CertValidationPolicySpec(
            trust_manager=SimpleTrustManager.build(trust_roots=[root]),
            revinfo_policy=CertRevTrustPolicy(REQUIRE_REVINFO, freshness=None, freshness_req_type=FreshnessReqType.MAX_DIFF_REVOCATION_VALIDATION)),
        revinfo_gathering_policy=RevocationInfoGatheringSpec(online_fetching_rule=RevinfoOnlineFetchingRule.LOCAL_ONLY)))


async def judge(path, level, root, problems):
    def must(yes, what):
        if not yes:
            problems.append(f"{path.name}: {what}")

    with path.open("rb") as file:
        reader = PdfFileReader(file, strict=True)
        must(len(reader.embedded_regular_signatures) == 1, "not one signature")
        seal = reader.embedded_regular_signatures[0]
        status = await async_validate_pdf_signature(seal, context(root))
        must(status.intact and status.valid and status.trusted and status.bottom_line, status.summary())
        must(seal.docmdp_level == MDPPerm.NO_CHANGES and status.docmdp_ok, "DocMDP level 1 is not respected")
        lasting = level in ("B-LT-INSIDE", "B-LT", "B-LTA")
        followed = level in ("B-LT", "B-LTA")
        must(status.coverage == (SignatureCoverageLevel.ENTIRE_REVISION if followed else SignatureCoverageLevel.ENTIRE_FILE), f"coverage {status.coverage}")
        must(followed or status.modification_level == ModificationLevel.NONE, f"modifications {status.modification_level}")
        must(status.modification_level in (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES), f"modifications {status.modification_level}")
        stamped = level != "B-B"
        must((status.timestamp_validity is not None) == stamped, "time stamp of the signature")
        if status.timestamp_validity:
            must(status.timestamp_validity.valid and status.timestamp_validity.trusted, "time stamp not trusted")
        stamps = reader.embedded_timestamp_signatures
        must(len(stamps) == (1 if level == "B-LTA" else 0), f"{len(stamps)} document time stamps")
        for stamp in stamps:
            one = await async_validate_pdf_timestamp(stamp, context(root))
            must(one.intact and one.valid and one.trusted and one.coverage == SignatureCoverageLevel.ENTIRE_FILE, "document time stamp")
        if not lasting:
            return
        # Revocation of every certificate is known from the file alone.
        held = DocumentSecurityStore.read_dss(reader).as_validation_context({"trust_roots": [root], "allow_fetching": False, "revocation_mode": "require"})
        again = await async_validate_pdf_signature(seal, held)
        must(again.bottom_line and again.timestamp_validity.trusted, f"validation data: {again.summary()}")
        bare = ValidationContext(trust_roots=[root], allow_fetching=False, revocation_mode="require", crls=[], ocsps=[])
        must(not (await async_validate_pdf_signature(seal, bare)).bottom_line, "trusted without the validation data: this check proves nothing")
        if level != "B-LTA":
            return
        result = await ades_lta_validation(seal, long_term(root))
        must(result.ades_subindic == AdESPassed.OK, f"long-term validation: {result.ades_subindic} {result.failure_msg}")
        must(result.signature_timestamp_status is not None and result.signature_timestamp_status.ades_subindic == AdESPassed.OK, "long-term validation of the time stamp")
        must(result.oldest_evidence_record_timestamp is not None, "proof by a document time stamp")
        # The signer's certificate has expired by then, that of the time stamp has not.
        later = datetime.now(timezone.utc) + timedelta(days=1000)
        future = await simulate_future_ades_lta_validation(seal, long_term(root), later)
        must(future.ades_subindic == AdESPassed.OK, f"in {later.year}: {future.ades_subindic} {future.failure_msg}")


async def main(folder):
    root = load_cert_from_pemder(str(folder / "root.pem"))
    seals = json.loads((folder / "seals.json").read_text())
    problems = []
    for seal in seals:
        try:
            await judge(folder / seal["file"], seal["level"], root, problems)
        except Exception as error:  # whatever pyHanko cannot do with a file is a finding about the file
            problems.append(f"{seal['file']}: {type(error).__name__}: {error}")
    for problem in problems:
        print(problem, file=sys.stderr)
    failed = len({problem.split(":")[0] for problem in problems})
    print(f"pyHanko (intact, trusted, DocMDP 1, long-term validation of B-LT-INSIDE, B-LT and B-LTA): {len(seals)} files, {failed} with findings")
    return 1 if problems or not seals else 0


sys.exit(asyncio.run(main(Path(sys.argv[1]))))
