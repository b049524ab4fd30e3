"""Text of invented places for the tests: what was written, and what became of it."""

PLAN = """ỦY BAN NHÂN DÂN
XÃ AN LẠC THỊNH
Số: 58/KH-UBND
KẾ HOẠCH
Nâng cao Chỉ số cải cách hành chính năm 2024 của Ủy ban nhân dân xã
Căn cứ Quyết định số 417/QĐ-UBND ngày 22/02/2024 của Ủy ban nhân dân huyện;
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Nâng cao tinh thần trách nhiệm của cán bộ, công chức trong thực thi công vụ.
- Khắc phục những tồn tại, hạn chế đã được chỉ ra trong năm 2023.
2. Yêu cầu
a) Các bộ phận chuyên môn chủ động rà soát thủ tục hành chính, báo cáo kết quả trước ngày 15/11/2024.
b) Tỷ lệ hồ sơ giải quyết đúng hạn đạt từ 98% trở lên; hướng dẫn người dân tại https://dichvucong.example.vn.
II. TỔ CHỨC THỰC HIỆN
Văn phòng - Thống kê xã chủ trì, phối hợp với các bộ phận liên quan thực hiện Kế hoạch này./.
Nơi nhận:
- Như trên;
- Lưu: VT."""

# The same read by an engine without Vietnamese, and what it was.
BADLY_READ = {
    "Ké hoach x4c dinh Chi sb cai cach hanh chinh nim 2024": "Kế hoạch xác định Chỉ số cải cách hành chính năm 2024",
    "Can ctr Quyét dinh sé 417/QD-UBND ngay 22/02/2024 cua Uy ban nhan dan huyén": (
        "Căn cứ Quyết định số 417/QĐ-UBND ngày 22/02/2024 của Ủy ban nhân dân huyện"
    ),
    "CONG HOA XA HQI CHU NGHIA VIET NAM": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Pdc lap - Tw do - Hanh phuc": "Độc lập - Tự do - Hạnh phúc",
    "Uy bannhan dan xa chiu trach nhiém th uc hién": "Ủy ban nhân dân xã chịu trách nhiệm thực hiện",
    "A. KET QUA THUC HIEN NAM 2024": "A. KẾT QUẢ THỰC HIỆN NĂM 2024",
    "- S¢ KH&CN, phong Noi vu (dé b/c); Luu: VT, Vu CCHC.": "- Sở KH&CN, phòng Nội vụ (để b/c); Lưu: VT, Vụ CCHC.",
    "- TT HDND xa; cdc PGD Sd; Bo trvéng, céc Thi? truong": "- TT HĐND xã; các PGĐ Sở; Bộ trưởng, các Thứ trưởng",
    "Can ct? Két lu@n s6 77-KL/TU ngay 09 thang 02": "Căn cứ Kết luận số 77-KL/TU ngày 09 tháng 02",
    "Ké hoach s6 45-KH/DU, hé so dat ty 16 80%": "Kế hoạch số 45-KH/ĐU, hồ sơ đạt tỷ lệ 80%",
}
