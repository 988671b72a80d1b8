"""A text in traditional script, read as if it were written in simplified script: one character for one."""

from dataclasses import replace

from xuezheng.reports.reading.decoding import Decoded

#: Traditional and simplified form, side by side; the common characters of reports, units and numerals.
_PAIRS = (
    "萬万億亿兩两個个約约餘余達达過过間间張张臺台項项條条處处門门種种類类對对輛辆隊队點点層层組组縣县區区鄉乡鎮镇"
    "學学歲岁畝亩噸吨頃顷幅幅筆笔冊册場场課课時时鐘钟從从將将近近現现進进連连運运還还這这遠远選选適适遷迁遲迟邊边"
    "會会議议講讲話话報报總总結结紹绍經经濟济費费資资財财貧贫貸贷貼贴購购贈赠質质賽赛賞赏負负責责貫贯賬账賴赖贏赢"
    "國国園园圍围團团圖图圓圆員员問问啟启開开關关闊阔閱阅闢辟陽阳陰阴際际隨随險险陸陆階阶隱隐難难雙双離离雜杂電电"
    "領领導导頭头題题額额願愿顯显頒颁預预頻频顧顾風风飛飞飯饭飲饮館馆養养驗验驅驱騙骗驟骤體体髒脏鬥斗麗丽麥麦黃黄"
    "齊齐齡龄龍龙龐庞為为務务勞劳動动勵励勢势勝胜匯汇協协單单衛卫廳厅歷历厲厉壓压變变發发雲云亞亚產产親亲觀观規规"
    "視视覺觉覽览計计訂订訊讯訓训託托記记訪访設设許许訴诉診诊評评詞词試试詩诗誠诚該该詳详語语誤误說说誰谁調调談谈"
    "請请論论諮咨諾诺謀谋謝谢識识譜谱證证護护讀读讓让認认誌志豐丰豬猪貢贡貨货販贩貯贮買买賣卖軌轨軍军軟软較较載载"
    "輔辅輪轮輯辑輸输轉转農农遞递邁迈鄰邻醫医釋释針针鋼钢錄录錢钱錯错鍛锻鏈链鐵铁鑒鉴長长閉闭閣阁陳陈陣阵韓韩響响"
    "頁页順顺須须頓顿類类飽饱駐驻駕驾騰腾鮮鲜魯鲁鳳凤鴻鸿麼么黨党傑杰備备傳传債债傷伤傾倾僅仅價价儀仪優优儲储償偿"
    "兒儿內内全全冊册寫写軍军農农凍冻創创劃划劇剧劉刘則则剛刚劑剂勻匀勸劝區区華华單单嚴严喪丧嚮向國国執执堅坚報报"
    "場场塊块墊垫墾垦墻墙壇坛壞坏壘垒壯壮聲声夠够夾夹奪夺奮奋婦妇媽妈孫孙寧宁實实寬宽審审對对尋寻導导將将屆届屬属"
    "崗岗島岛嶺岭幣币帶带幫帮幹干廠厂廣广慶庆應应廢废張张彈弹強强彙汇徑径後后徹彻復复徵征恆恒惡恶慣惯態态慮虑憂忧"
    "憑凭憲宪懷怀戰战戲戏戶户拋抛挾挟捨舍掃扫掛挂採采揚扬換换揮挥損损搖摇搶抢摯挚撥拨擁拥擇择擊击擔担據据擠挤擬拟"
    "擴扩攜携攝摄攤摊敗败敵敌數数斷断於于時时晉晋晝昼暢畅曆历書书東东條条來来業业極极楊杨榮荣構构槍枪樂乐標标樣样"
    "樓楼樹树橋桥機机檔档檢检櫃柜權权歐欧歡欢歲岁殘残殼壳氣气決决沒没況况溝沟滅灭準准漁渔漢汉滿满漸渐潔洁潛潜潤润"
    "澤泽濃浓濕湿濱滨瀏浏灣湾災灾為为烏乌無无煉炼煙烟熱热燈灯燒烧營营爐炉爭争爺爷牆墙狀状獎奖獨独獲获獻献環环現现"
    "瑪玛當当畫画異异療疗癥症盡尽監监盤盘礎础確确碼码禮礼種种積积稱称穩稳窮穷競竞節节範范築筑簡简簽签籃篮籌筹籤签"
    "糧粮糾纠紀纪約约紅红級级紙纸純纯納纳紛纷細细終终組组絕绝給给統统絲丝綠绿維维綱纲網网緊紧緒绪線线編编緣缘練练"
    "縮缩績绩織织繁繁繪绘繼继續续罰罚罷罢羅罗義义習习聖圣聯联聰聪職职聽听肅肃腦脑腳脚膚肤臨临舉举舊旧艦舰藝艺節节"
    "莊庄萊莱葉叶週周佔占佈布併并蓋盖蔣蒋蕭萧薦荐藍蓝藥药蘇苏蘭兰號号蟲虫補补裝装裡里製制複复褲裤訣诀貝贝費费賓宾趙赵趕赶跡迹"
    "踐践蹤踪車车軸轴輕轻較较辦办辭辞達达違违遊游鄧邓鄭郑釀酿鋪铺銀银銅铜銷销鎖锁鏡镜閒闲陝陕隊队隸隶雖虽靜静韋韦"
    "頸颈頹颓顏颜餐餐餓饿駁驳騎骑驕骄魚鱼鳥鸟鷹鹰鹽盐齒齿龜龟"
)
_SIMPLIFIED = {old: new for old, new in zip(_PAIRS[::2], _PAIRS[1::2], strict=True) if old != new}
_TABLE = str.maketrans(_SIMPLIFIED)
#: A text has traditional script when at least this many, and this share, of its characters are.
_LEAST, _LEAST_SHARE = 5, 0.03
_LITTLE_CHINESE = 0.3


def in_simplified(decoded: Decoded) -> tuple[Decoded, tuple[str, ...]]:
    """The text with traditional characters changed one for one, and what was changed.

    No character moves, so that offsets stay those of the input.
    """
    text = decoded.text
    notes: list[str] = []
    n_old = sum(character in _SIMPLIFIED for character in text)
    n_han = sum("\u3400" <= character <= "\u9fff" for character in text)
    if n_old >= _LEAST and n_old >= _LEAST_SHARE * n_han:
        decoded = replace(decoded, text=text.translate(_TABLE))
        notes.append(f"原文为繁体字（{n_old} 处），已按简体字读入；少见的繁体字可能没有转换。")
    n_letters = sum(character.isalpha() for character in text)
    if n_han < _LITTLE_CHINESE * n_letters:
        notes.append("文中汉字不多，可能夹有其他语言；只有中文部分能认出数字和名称。")
    return decoded, tuple(notes)
