/** Codes of sealing and signing; see `index.ts`. */
export const sealCodes = {
  'seal-key-unreadable': {
    zh: '签名密钥或证书文件无法读取',
    en: 'A file with the signing key or its certificates cannot be read',
    helpZh: '给出 PKCS#12 文件（.p12、.pfx），或 PEM 格式的私钥和证书链。',
    helpEn: 'Give a PKCS#12 file (.p12, .pfx), or a private key and its chain in PEM.',
  },
  'seal-password-wrong': {
    zh: '签名密钥的密码不对，或没有给出',
    en: 'The password of the signing key is wrong or missing',
    helpZh: '核对密码及其来源。',
    helpEn: 'Check the password and where it is taken from.',
  },
  'seal-key-legacy': {
    zh: 'PKCS#12 文件用了已淘汰的加密方法',
    en: 'The PKCS#12 file is encrypted in a way that is no longer supported',
    helpZh:
      '用 OpenSSL 转换：openssl pkcs12 -legacy -in 旧.p12 -nodes -out 全部.pem，再 openssl pkcs12 -export -in 全部.pem -out 新.p12，然后删除全部.pem。',
    helpEn:
      'Convert it: openssl pkcs12 -legacy -in old.p12 -nodes -out all.pem, then openssl pkcs12 -export -in all.pem -out new.p12, and delete all.pem.',
  },
  'seal-key-unsuitable': {
    zh: '这个密钥或证书不能用于盖章',
    en: 'This key or certificate cannot seal',
    helpZh: '使用 RSA 2048 位以上、P-256、P-384 或 SM2 的密钥，证书的用途含数字签名或抗抵赖。',
    helpEn: 'Take RSA of 2048 bits or more, P-256, P-384 or SM2, with a certificate for digital signatures or non-repudiation.',
  },
  'seal-key-mismatch': {
    zh: '私钥与证书不是一对',
    en: 'The private key does not belong to any of the certificates',
    helpZh: '给出签发给这个密钥的证书，连同到根证书的各级证书。',
    helpEn: 'Give the certificate issued for this key, with those that lead to the root.',
  },
  'seal-signer-wrong': {
    zh: '用 --signer 给出的模块不能用作签名者',
    en: 'The module given with --signer is no signer',
    helpZh: '模块须导出 createSigner()，返回 chain、scheme、digest 和 sign；范例见 docs/examples/pkcs11-signer.mjs。',
    helpEn:
      'It must export createSigner(), which gives chain, scheme, digest and sign; for an example see docs/examples/pkcs11-signer.mjs.',
  },
  'seal-signing-failed': {
    zh: '签名没有成功',
    en: 'Signing failed',
    helpZh: '检查密钥、卡或签名服务。',
    helpEn: 'Check the key, the card or the signing service.',
  },
  'seal-certificate-expired': {
    zh: '盖章时证书不在有效期内',
    en: 'The certificate is not valid at the time of sealing',
    helpZh: '换用有效的证书，或核对时间。',
    helpEn: 'Take a certificate that is valid, or check the time.',
  },
  'seal-service-missing': {
    zh: '这一级别需要的服务没有给出',
    en: 'A service that this level needs is not given',
    helpZh: '在配置中给出时间戳服务的地址，或降低级别。',
    helpEn: 'Name the time stamp service in the settings, or ask for a lower level.',
  },
  'seal-service-failed': {
    zh: '时间戳服务或吊销信息服务没有给出可用的回答',
    en: 'A time stamp or revocation service gave no usable answer',
    helpZh: '检查网络和服务地址，稍后再试；没有写出任何文件。',
    helpEn: 'Check the network and the address of the service, then try again; nothing was written.',
  },
  'seal-revoked': {
    zh: '签章证书或其上级证书已被吊销',
    en: 'The certificate, or one above it, was revoked',
    helpZh: '换用有效的证书。',
    helpEn: 'Take a certificate that is valid.',
  },
  'seal-pdf-shape': {
    zh: '这个 PDF 的结构不能盖章',
    en: 'The structure of this PDF cannot be sealed',
    helpZh: '用 certpress 重新生成这个文件，再盖章。',
    helpEn: 'Build the file again with certpress, then seal it.',
  },
  'seal-already': {
    zh: '这个 PDF 已有签名',
    en: 'This PDF carries a signature already',
    helpZh: '对未盖章的文件盖章；延长已有印章的有效性用 archive renew。',
    helpEn: 'Seal the file as it was before; to prolong an existing seal use archive renew.',
  },
  'seal-absent': {
    zh: '这个 PDF 没有完好的印章，不能延长',
    en: 'This PDF has no intact seal that could be prolonged',
    helpZh: '先用 certpress verify 查看原因。',
    helpEn: 'Find out why with certpress verify.',
  },
  'seal-place-wrong': {
    zh: '印章的位置不在页面上',
    en: 'The place of the seal is not on a page',
    helpZh: '改正页码、位置（毫米）或直径。',
    helpEn: 'Correct the page, the place (millimetres) or the diameter.',
  },
  'seal-picture-wrong': {
    zh: '印章图片不能使用',
    en: 'The picture of the seal cannot be used',
    helpZh: '用 RGB 或灰度的 PNG（可带透明度，不隔行）或 JPEG，不大于 8 MB。',
    helpEn: 'Use a PNG (RGB or grey, may be transparent, not interlaced) or JPEG, 8 MB at most.',
  },
} as const;
