"""What people call the columns of lists of hosts that they keep themselves, in several languages."""

import re

MACHINES = (
    "vm name", "vm", "virtual machine", "虚拟机名称", "虚拟机", "云主机名称", "云主机", "仮想マシン", "가상 머신",
)  # fmt: skip
"""Names of machines, beside which others may name guests or hypervisors."""
SURE_NAMES = (
    *MACHINES,
    "hostname", "host name", "ci name", "displayname", "display name", "server name", "servername", "server",
    "computer name", "computername", "machine name", "machine", "node name", "servers", "name of server",
    "rechnername", "rechner", "servernamen", "maschine", "serveur", "nom du serveur", "nom d'hôte",
    "machine virtuelle", "servidor", "nombre del servidor", "nombre de host", "nome do servidor", "equipo",
    "ホスト名", "サーバー名", "サーバ名", "サーバー",  "호스트명", "호스트 이름", "서버명", "서버 이름",
    "서버",  "主机名", "主机名称", "服务器名称", "服务器名", "服务器",

)  # fmt: skip
"""A column of one of these names hosts."""
NAMES = (
    "name", "system name", "device name", "hosts", "node", "nom", "nombre", "nome", "bezeichnung", "名前", "名称",
    "이름",
)  # fmt: skip
"""These may name anything: something else in the list has to say that it is about hosts."""
DNS_NAMES = ("fqdn", "dns name", "dns", "hostname", "host name")
SYSTEMS = (
    "operating system", "operatingsystem", "os", "os name", "guest os", "os version", "os type", "operating systems",
    "os (version)", "betriebssystem", "système d'exploitation", "sistema operativo", "sistema operacional",
    "オペレーティングシステム", "オペレーティング システム", "운영체제", "운영 체제", "操作系统", "操作系统版本",
    "系统版本",
)  # fmt: skip
VERSIONS = ("version", "os version", "operating system version", "os release", "release")
PROCESSORS = (
    "vcpu", "vcpus", "cpu", "cpus", "cpu cores", "cores", "cpu core count", "core count", "cpucount",
    "logicalprocessors", "logical processors", "vcores", "cpu count", "cpu core", "number of cpus", "number of vcpus",
    "number of cores", "# cpu", "#cpu", "# cpus", "# vcpu", "no. of cpu", "cpu (cores)", "kerne", "cpu-kerne",
    "cpu kerne", "prozessoren", "anzahl cpu", "anzahl vcpu", "anzahl cpus", "cœurs", "coeurs", "processeurs",
    "nombre de cpu", "núcleos", "procesadores", "cpu数", "cpu コア数", "コア数", "vcpu数", "cpu 수", "코어 수",
    "cpu核数", "cpu核心数", "核数", "cpu(核)", "cpu (核)",
)  # fmt: skip
MEMORY = (
    "ram *", "memory *", "maxmem *", "memory size *", "mem *", "total memory *", "physical memory *",
    "arbeitsspeicher *", "ram size *", "hauptspeicher *", "mémoire *", "mémoire vive *", "memoria *", "memória *",
    "メモリ *", "メモリー *", "메모리 *", "内存 *", "内存大小 *",
)  # fmt: skip
DISKS = (
    "total disk *", "total storage *", "maxdisk *", "total disk size *", "disk total *", "disk capacity *",
    "disk size *", "disk space *", "storage size *", "storage *", "disk *", "disks *", "hdd *", "provisioned *",
    "provisioned space *", "provisioned storage *", "provisioned capacity *", "allocated *", "allocated storage *",
    "capacity *", "festplatte *", "festplatten *", "festplattengröße *", "festplattenkapazität *", "plattenplatz *",
    "speicherplatz *", "disque *", "disques *", "stockage *", "disco *", "discos *", "almacenamiento *",
    "armazenamento *", "ディスク *", "ディスク容量 *", "ディスクサイズ *", "디스크 *", "디스크 용량 *", "磁盘 *",
    "磁盘容量 *", "磁盘大小 *", "硬盘 *", "存储 *", "硬盘容量 *",
)  # fmt: skip
USED = (
    "used *", "used space *", "used storage *", "used disk *", "used disk space *", "disk used *", "storage used *",
    "used capacity *", "in use *", "consumed *", "belegt *", "belegter speicher *", "genutzt *", "benutzt *",
    "verwendet *", "utilisé *", "espace utilisé *", "usado *", "utilizado *", "espacio usado *", "使用量 *",
    "使用容量 *", "使用済み *", "사용량 *", "사용 용량 *", "已用 *", "已用容量 *", "已使用 *", "已用空间 *",
)  # fmt: skip
DISK_COUNTS = (
    "number of disks", "disk count", "# disks", "#disks", "disks count", "no. of disks", "anzahl festplatten",
    "anzahl platten", "anzahl disks", "nombre de disques", "número de discos", "ディスク数", "디스크 수", "磁盘数",
    "磁盘数量",
)  # fmt: skip
ADDRESSES = (
    "ip address", "ip addresses", "ip", "ips", "ipv4", "ip-adresse", "ip adresse", "ip-adressen", "adresse ip",
    "dirección ip", "endereço ip", "private ip", "internal ip", "primary ip", "management ip", "ipアドレス",
    "ip アドレス", "ip 주소", "ip주소", "ip地址", "内网ip", "私网ip",
)  # fmt: skip
POWER = ("power state", "powerstate", "power status", "power", "running")
KERNELS = ("kernel", "kernel version", "内核版本", "内核")
CLUSTERS = ("cluster", "cluster name", "集群")
SITES = ("datacenter", "data center", "site", "location", "standort", "rechenzentrum", "機房", "机房", "数据中心")
IDENTIFIERS = ("uuid", "bios uuid", "system uuid")
NOTES = (
    "notes", "note", "remarks", "remark", "comment", "comments", "description", "annotation", "bemerkung",
    "bemerkungen", "kommentar", "beschreibung", "remarque", "commentaire", "comentarios", "備考", "비고", "备注",
    "说明",
)  # fmt: skip

COUNTS = frozenset({
    "count", "quantity", "qty", "number of hosts", "number of servers", "number of vms", "# vms", "anzahl", "menge",
    "stück", "quantité", "cantidad", "数量", "台数", "수량", "대수",
})  # fmt: skip
"""A column of one of these says for how many hosts a row stands."""

SYSTEM_WORDS = re.compile(
    r"windows|win\s?(?:20|srv)|linux|ubuntu|debian|red\s?hat|rhel|centos|suse|sles|rocky|alma|fedora|oracle\s+linux|solaris"
    r"|\baix\b|freebsd|hp-ux|kylin|euler|anolis",
    re.IGNORECASE,
)
"""What names of operating systems have in them."""
