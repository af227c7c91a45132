"""Who is named in a clause, and whether two names may be one party: 商家 may be 店长, 店长 is no 教练."""

from __future__ import annotations

from collections.abc import Set
from functools import lru_cache

from tousu import patterns as re

_SELF = "我"
_SELLER = "卖方"
_SELLING = {
    _SELLER: "商家 卖家 店家 店主 店铺 老板 商户 掌柜 客服 售后 公司 对方 他们 你们 门店 店方 店里 总部 工作人员",
    "店长": "店长 店员 经理 主管 负责人 服务员",
    "销售": "销售 业务员 导购 顾问",
    "前台": "前台 柜台 收银员",
    "师傅": "师傅 安装工 维修工 装维",
    "教练": "教练 私教 老师 讲师",
    "司机": "司机",
    "阿姨": "阿姨 保洁 保姆 月嫂",
    "美容师": "美容师 美甲师 理发师 化妆师 设计师 摄影师",
    "医生": "医生 护士 大夫 医院",
    "驾校": "驾校 学校 机构 健身房 幼儿园",
    "酒店": "酒店 民宿 房东",
    "中介": "中介",
    "物业": "物业 保安",
    "银行": "银行",
    "保险": "保险公司",
    "航司": "航司 航空公司",
    "厂家": "厂家 品牌方 生产商 工厂 厂商",
    "主办": "主办方",
    "房产": "开发商",
    "快递": "快递员 快递小哥 快递 骑手 配送员 驿站 物流 快递公司 外卖员",
    "平台": "平台 小二",
}
_OTHERS = {
    _SELF: "我 我们 本人 俺 咱",
    "部门": "法院 警方 警察 民警 市场监管局 消协 12315 12345",
    "邻居": "邻居",
    "家长": "家长",
    "同事": "同事",
    "朋友": "朋友",
    "专柜": "专柜",
    "旁人": "大姐 大哥 大爷 路人 顾客",
}
_KIN = "家人"
_FAMILY = {
    _KIN: "家人 家属 老人 孩子 小孩 宝宝 亲属 长辈",
    "夫": "老公 丈夫 爱人",
    "妻": "老婆 妻子 媳妇",
    "父": "我爸 爸爸 父亲",
    "母": "我妈 妈妈 母亲",
    "子": "儿子",
    "女": "女儿",
}
_PARTY_OF = {word: party for party, words in (_SELLING | _OTHERS | _FAMILY).items() for word in words.split()}
_WHO = "|".join(sorted(_PARTY_OF, key=len, reverse=True))
_PARTY = re.compile(
    "我们?(?=[的家]|老公|老婆|媳妇|爱人|儿子|女儿|朋友|同事|孩子|邻居)(?P<owner>)|"  # letters first: searched fast
    + _WHO
)


@lru_cache(maxsize=1024)
def parties_in(words: str) -> frozenset[str]:
    """The parties that are named; whose a thing is (我的, 我家) tells of no doer."""
    return frozenset(_PARTY_OF[m.group()] for m in _PARTY.finditer(words) if m["owner"] is None)


_DOER = re.compile(
    "(?:但是?|可是?|而|结果|后来|然后|现在)?(?:同班|旁边桌的)?(?P<first>"
    + _WHO
    + ")(?:当时|事后|又|也|却|就|都|一直|再次|当天|当场)*(?=[说称答承同拒让看把求收扣表要])"
)
_BY = re.compile(f"[由被](?P<first>{_WHO})")


def other_doer(old: str, new: str) -> bool:
    """Whether somebody else says or does it: 厂家说 → 学校说, 由师傅 → 由我."""
    for one, other in ((_DOER.match(old), _DOER.match(new)), (_BY.search(old), _BY.search(new))):
        if one and other and others({_PARTY_OF[one["first"]]}, {_PARTY_OF[other["first"]]}):
            return True
    return False


def others(old: Set[str], new: Set[str]) -> bool:
    """Whether parties went and others came that can't be the same."""
    gone, come = old - new, new - old
    if not gone or not come:
        return False
    return not any(
        (any_of in gone and come & each.keys()) or (any_of in come and gone & each.keys())
        for any_of, each in ((_SELLER, _SELLING), (_KIN, _FAMILY))
    )
