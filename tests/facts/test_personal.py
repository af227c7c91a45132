"""Personal data of natural persons: found with its reason; what is a company's or the public's is left alone."""

import pytest

from tests.facts.conftest import Find
from tousu.draft import Draft
from tousu.facts import find_facts
from tousu.rulebook import Rulebook

RULEBOOK = Rulebook.packaged()
PERSONAL = {id_ for id_, kind in RULEBOOK.facts.items() if kind.personal}


def personal(text: str) -> list[tuple[str, str]]:
    draft = Draft(text)
    facts = find_facts(draft, RULEBOOK.scan(draft), RULEBOOK, None)
    assert all(fact.why for fact in facts)
    return [(fact.kind, fact.text) for fact in facts if fact.kind in PERSONAL]


FOUND = [
    ("电话13812341234", "phone", "13812341234"),
    ("打138-1234-1234找我", "phone", "138-1234-1234"),
    ("隐私号13812341234转5678", "phone", "13812341234转5678"),
    ("虚拟号13812341234-5678联系", "phone", "13812341234-5678"),
    ("座机0571-88123456", "phone", "0571-88123456"),
    ("打010 88123456没人接", "phone", "010 88123456"),
    ("身份证11010519491231002X", "id_number", "11010519491231002X"),
    ("护照号E12345678", "id_number", "E12345678"),
    ("卡号6222021234567890128", "bank_card", "6222021234567890128"),
    ("邮箱liming.88@mail.example.com，请回复", "email", "liming.88@mail.example.com"),
    ("微信号：abc_12345", "social_account", "abc_12345"),
    ("加我微信abc12345聊", "social_account", "abc12345"),
    ("QQ号123456789", "social_account", "123456789"),
    ("车牌浙A12345", "plate", "浙A12345"),
    ("车牌粤BD12345", "plate", "粤BD12345"),
    ("取件码8-2-3041", "secret_code", "8-2-3041"),
    ("验证码482913", "secret_code", "482913"),
    ("我叫郑晓岚，想退货", "person", "郑晓岚"),
    ("业务员郑晓岚说可以退", "person", "郑晓岚"),
    ("老板唐立称等下周", "person", "唐立"),
    ("收到一个叫郑*岚的来信", "person", "郑*岚"),
    ("师傅姓郑，进门先收钱", "person", "郑"),
    ("店员小郑在场", "person", "小郑"),
    ("寄到浙江省杭州市余杭区良渚街道12号3楼502室", "address", "浙江省杭州市余杭区良渚街道12号3楼502室"),
    ("收货地址：梧桐路18弄3号602\n商品：锅", "address", "梧桐路18弄3号602"),
    ("我住幸福小区5栋2单元301", "address", "幸福小区5栋2单元301"),
    ("地址是东坡县竹溪镇河口村三组27号，不是村委会", "address", "东坡县竹溪镇河口村三组27号"),
]


@pytest.mark.parametrize(("text", "kind", "value"), FOUND)
def test_personal_data_is_found(text: str, kind: str, value: str) -> None:
    assert (kind, value) in personal(text)


NONE = [
    "客服热线400-800-1234",
    "打了95188和10086",
    "拨打12315和12305",
    "统一社会信用代码91330110MA2AXX0007",
    "订单号3921774500861123904",
    "快递单号YT7530081264459",
    "联系客服申请退款",
    "老板安排师傅上门",
    "经理周末不上班",
    "客服高兴地说可以",
    "司机马上到",
    "导购向我推荐",
    "本人向贵平台投诉",
    "卖家小林数码旗舰店",
    "型号A1-B2-C3",
    "开心影城三号厅",
    "今天3号楼下停电",
    "取件码已经过期",
    "微信支付了20元",
    "密码错误登不上",
    "版本2.0.1-3",
    "加热到180度",
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_public_or_no_name_is_left_alone(text: str) -> None:
    assert personal(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("家住云湖湾11栋2单元402，晚上施工", "云湖湾11栋2单元402"),
        ("园长林晓岚说不退", "林晓岚"),
    ],
)
def test_a_home_by_the_name_of_its_estate_and_who_runs_the_place(find: Find, text: str, found: str) -> None:
    assert [f.text for f in find(text) if f.kind in ("address", "person")] == [found]


def test_an_address_keeps_the_numbers_in_it() -> None:
    """27号 in an address is a house, not a day."""
    draft = Draft("我的地址：长乐县竹溪镇河口村三组27号")
    kinds = [fact.kind for fact in find_facts(draft, RULEBOOK.scan(draft), RULEBOOK, None)]
    assert kinds == ["address"]
