// CMS and PDF seals with SM2 and SM3, verified and made by Bouncy Castle.
// In: a folder of tools/sm2-samples.ts. Out: one line for each check; `other.p7s`, a signature for certpress to verify; exit 1 on any finding.
import java.io.FileReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.util.Store;

class Sm2Cms {
  static final String SM3 = "1.2.156.10197.1.401";
  static final String SM2_WITH_SM3 = "1.2.156.10197.1.501";

  public static void main(String[] args) throws Exception {
    Security.addProvider(new BouncyCastleProvider());
    Path folder = Path.of(args[0]);
    List<X509Certificate> chain = certificates(folder.resolve("chain.pem"));
    X509Certificate root = chain.get(chain.size() - 1);
    byte[] content = Files.readAllBytes(folder.resolve("content.bin"));

    for (String name : List.of("B-B.p7s", "B-T.p7s")) {
      byte[] cms = Files.readAllBytes(folder.resolve(name));
      expect(name, verifies(cms, content, root), true);
      expect(name + ", other content", verifies(cms, flipped(content, 3), root), false);
    }
    byte[] pdf = Files.readAllBytes(folder.resolve("sealed.pdf"));
    expect("sealed.pdf", pdfVerifies(pdf, root), true);
    expect("sealed.pdf, changed", pdfVerifies(flipped(pdf, 2000), root), false);

    Files.write(folder.resolve("other.p7s"), signed(folder.resolve("signer.key"), chain, content));
    System.out.println("Bouncy Castle: other.p7s written");
  }

  static void expect(String what, boolean found, boolean due) {
    System.out.println("Bouncy Castle: " + what + ": " + (found ? "verified" : "not verified"));
    if (found != due) System.exit(1);
  }
  static byte[] flipped(byte[] bytes, int at) {
    byte[] copy = bytes.clone();
    copy[at] ^= 1;
    return copy;
  }

  static boolean verifies(byte[] cms, byte[] content, X509Certificate root) throws Exception {
    CMSSignedData data = new CMSSignedData(new CMSProcessableByteArray(content), cms);
    SignerInformation signer = data.getSignerInfos().getSigners().iterator().next();
    if (!signer.getDigestAlgOID().equals(SM3) || !signer.getEncryptionAlgOID().equals(SM2_WITH_SM3)) return false;
    Store<X509CertificateHolder> store = data.getCertificates();
    @SuppressWarnings("unchecked")
    X509Certificate own = read((X509CertificateHolder) store.getMatches(signer.getSID()).iterator().next());
    try {
      if (!signer.verify(new JcaSimpleSignerInfoVerifierBuilder().setProvider("BC").build(own))) return false;
    } catch (org.bouncycastle.cms.CMSException different) {
      return false;
    }
    List<X509Certificate> sent = new ArrayList<>();
    for (X509CertificateHolder one : store.getMatches(null)) sent.add(read(one));
    return leadsTo(root, own, sent);
  }
  static boolean leadsTo(X509Certificate root, X509Certificate own, List<X509Certificate> others) throws Exception {
    X509Certificate last = own;
    for (int i = 0; i < 5; i++) {
      if (last.getIssuerX500Principal().equals(root.getSubjectX500Principal())) {
        last.verify(root.getPublicKey(), "BC");
        return true;
      }
      for (X509Certificate issuer : others) {
        if (!last.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) continue;
        last.verify(issuer.getPublicKey(), "BC");
        last = issuer;
        break;
      }
    }
    return false;
  }
  static boolean pdfVerifies(byte[] pdf, X509Certificate root) throws Exception {
    Matcher range = Pattern.compile("/ByteRange\\s*\\[\\s*(\\d+)\\s+(\\d+)\\s+(\\d+)\\s+(\\d+)\\s*\\]").matcher(new String(pdf, StandardCharsets.ISO_8859_1));
    if (!range.find()) return false;
    int[] n = new int[4];
    for (int i = 0; i < 4; i++) n[i] = Integer.parseInt(range.group(i + 1));
    if (n[0] != 0 || n[2] + n[3] != pdf.length) return false;
    byte[] content = new byte[n[1] + n[3]];
    System.arraycopy(pdf, 0, content, 0, n[1]);
    System.arraycopy(pdf, n[2], content, n[1], n[3]);
    String hex = new String(Arrays.copyOfRange(pdf, n[1] + 1, n[2] - 1), StandardCharsets.ISO_8859_1).trim();
    // Behind the signature the room is filled with zeros; the first length says where it ends.
    return verifies(HexFormat.of().parseHex(hex), content, root);
  }

  static byte[] signed(Path key, List<X509Certificate> chain, byte[] content) throws Exception {
    X509Certificate own = chain.get(0);
    ASN1EncodableVector attributes = new ASN1EncodableVector();
    byte[] hash = MessageDigest.getInstance("SM3", "BC").digest(own.getEncoded());
    ESSCertIDv2 id = new ESSCertIDv2(new AlgorithmIdentifier(new ASN1ObjectIdentifier(SM3)), hash);
    attributes.add(new Attribute(PKCSObjectIdentifiers.id_aa_signingCertificateV2, new DERSet(new SigningCertificateV2(id))));
    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
    generator.addSignerInfoGenerator(new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().setProvider("BC").build())
      .setSignedAttributeGenerator(new DefaultSignedAttributeTableGenerator(new AttributeTable(attributes)))
      .build(new JcaContentSignerBuilder("SM3withSM2").setProvider("BC").build(privateKey(key)), own));
    generator.addCertificates(new JcaCertStore(chain.subList(0, chain.size() - 1)));
    return generator.generate(new CMSProcessableByteArray(content), false).getEncoded("DER");
  }
  static PrivateKey privateKey(Path file) throws Exception {
    try (Reader reader = new FileReader(file.toFile()); PEMParser parser = new PEMParser(reader)) {
      return new JcaPEMKeyConverter().setProvider("BC").getPrivateKey((PrivateKeyInfo) parser.readObject());
    }
  }
  static List<X509Certificate> certificates(Path file) throws Exception {
    List<X509Certificate> found = new ArrayList<>();
    try (Reader reader = new FileReader(file.toFile()); PEMParser parser = new PEMParser(reader)) {
      for (Object one = parser.readObject(); one != null; one = parser.readObject()) found.add(read((X509CertificateHolder) one));
    }
    return found;
  }
  static X509Certificate read(X509CertificateHolder one) throws Exception {
    return new JcaX509CertificateConverter().setProvider("BC").getCertificate(one);
  }
}
